/**
 * What the program can be told to do: serve, import, migrate, each command a class of its own that {@link
 * vn.tinmoi.command.Commands} lists. A command asks the rooms below; rules of stories, pictures or visits are theirs.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
