/**
 * The serving process: wires every room by constructor, listens, starts and stops, says how it is. No route of a feature
 * and no SQL lives here.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.serve;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
