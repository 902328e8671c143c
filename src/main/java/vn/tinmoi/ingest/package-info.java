/**
 * Stories from outside: RSS, Atom, JSON Feed, ninjs, WordPress' export, and the sample stories. They are brought in by the
 * desk, which this room does not know.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
