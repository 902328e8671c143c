/** The vocabulary: what an article is and what can happen to it. JDK only. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.news;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
