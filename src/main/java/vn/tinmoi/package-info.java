/** The roof: reads the command and the settings, and runs the one that is asked for. Nothing else lives here. */
@NullMarked
@CheckReturnValue
package vn.tinmoi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
