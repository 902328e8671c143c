/** Who may do what: tokens, people, their passwords and sessions, and whether they call or guess too often. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.people;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
