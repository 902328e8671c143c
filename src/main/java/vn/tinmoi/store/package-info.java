/**
 * The doors to PostgreSQL and Redis, external or embedded, the migrations, and what is kept while they are away. No table of
 * a feature is known here.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
