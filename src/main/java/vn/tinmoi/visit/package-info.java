/** Who is reading, and how many have read: signs of life, sessions, presence, the figures and their history. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.visit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
