/** What readers read: front page, category, story, QR, and the public reading API. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.site;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
