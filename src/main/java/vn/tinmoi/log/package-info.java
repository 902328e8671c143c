/**
 * The event log: appended in the publisher's transaction, gapless, followed by every node. Who hears of it is told, not known.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
