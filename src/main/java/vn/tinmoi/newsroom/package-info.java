/** What editors and publishing programs do: create, revise, publish, withdraw, feature, schedule. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.newsroom;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
