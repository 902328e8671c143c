/**
 * What editors see and do in a browser. Empty until the newsroom moves in: the rules of articles are the desk's, people and
 * their rights are in {@code people}.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.newsroom;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
