/** Reads and checks every setting once, at the start. JDK only. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.conf;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
