/** The doors to PostgreSQL and Redis, external or embedded, and the migrations. */
@NullMarked
@CheckReturnValue
package vn.tinmoi.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
