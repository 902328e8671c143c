/** What programs read: RSS, Atom, JSON Feed, sitemaps. Reading the feeds of others is {@code ingest}'s. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
