/**
 * What readers read: front page, category, story, archive, bylines, search page, dashboard, device pages, QR, and the reading
 * API. What is kept and framed alike for every page is in {@code page}; feeds and sitemaps are in {@code feed}.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.site;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
