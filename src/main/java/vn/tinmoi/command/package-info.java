/**
 * What the program does besides serving: imports, migrations, each a class of its own. A command asks the rooms below; rules of
 * stories, pictures or visits are theirs.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
