/** Who may do what: tokens, actors, and whether they call too often. Users, sessions and roles come here. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.people;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
