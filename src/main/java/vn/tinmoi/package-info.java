/** The roof: wires every room by constructor, starts and stops them. */
@NullMarked
@CheckReturnValue
package vn.tinmoi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
