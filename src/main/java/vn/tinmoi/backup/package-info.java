/**
 * The whole database as one file and back, and whether what is stored is whole. It knows the tables by what PostgreSQL says of
 * them, so that a new one needs nothing here.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.backup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
