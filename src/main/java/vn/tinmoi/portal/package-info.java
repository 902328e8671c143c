/**
 * Whose site it is: name, banner, colours, categories, menu, imprint and its own pages, as one immutable record that follows
 * the event log. Pages, feeds and streams read the record, never the tables. What a page looks like is not decided here.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.portal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
