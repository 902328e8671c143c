/**
 * The vocabulary: what an article, a site and a picture are, and what can happen to them. JDK only; no rows, no JSON.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.news;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
