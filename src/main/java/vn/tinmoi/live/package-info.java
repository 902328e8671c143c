/**
 * The stream: one frame to every subscriber, and the past to those who missed it. What an event says is {@code log}'s.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
