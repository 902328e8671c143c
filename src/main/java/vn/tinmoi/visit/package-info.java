/** Who is reading, and how many have read. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.visit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
