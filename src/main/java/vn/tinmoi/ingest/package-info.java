/** Stories from outside: RSS, Atom, ninjs, and the sample stories. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
