/** Finding stories: the index, the question, the ranking, related stories. The search page is {@code site}'s. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
