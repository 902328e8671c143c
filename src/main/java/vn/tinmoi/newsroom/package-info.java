/**
 * What editors see and do in a browser: signing in, the stories with their editor, and the portal's
 * pages; the rules of articles are the desk's, people
 * and their rights are in {@code people}. Every page is mounted through {@link vn.tinmoi.newsroom.Newsroom}, which knows who
 * is signed in and whether a form is ours.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.newsroom;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
