/**
 * The only writer of articles: rules, versions, idempotency, schedule, and the writing API. Their reading is in
 * {@code article}, pictures are in {@code media}, who may write is in {@code people}.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.desk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
