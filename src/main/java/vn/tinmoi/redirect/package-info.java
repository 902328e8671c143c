/** Addresses of former times: where they lead, and the files that bring them. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.redirect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
