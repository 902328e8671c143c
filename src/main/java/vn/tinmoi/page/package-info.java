/**
 * A page as bytes, whoever makes it: the cache, the frame around a page, the live lists beside it, and the views that pages
 * share. Which pages there are is {@code site}'s and {@code feed}'s to know.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.page;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
