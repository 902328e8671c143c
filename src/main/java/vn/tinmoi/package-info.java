/** The roof: reads which command is meant, and runs it. Nothing else lives here. */
@NullMarked
@CheckReturnValue
package vn.tinmoi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
