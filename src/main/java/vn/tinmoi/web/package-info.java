/**
 * Turns values into HTTP and failures into pages and problem documents; holds requests to the protocol. No feature is known
 * here.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
