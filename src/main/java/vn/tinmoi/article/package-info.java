/**
 * An article as it is stored and told: its row, its JSON, its fields and their limits, its cleaned HTML, and what is read of
 * it. Writing one is the desk's.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.article;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
