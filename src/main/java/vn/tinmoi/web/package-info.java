/** Turns values into HTTP and failures into pages and problem documents. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
