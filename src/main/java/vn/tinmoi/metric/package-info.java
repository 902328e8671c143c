/** Every number the server publishes, named in one file. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.metric;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
