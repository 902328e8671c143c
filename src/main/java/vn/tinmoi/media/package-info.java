/** Pictures: upload, reading and encoding within bounds, renditions, their table and their serving. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
