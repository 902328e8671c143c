/**
 * Vietnamese text: cleaned at the door, folded for search and slugs, dates and numbers as readers write them, CSV. JDK only.
 */
@NullMarked
@CheckReturnValue
package vn.tinmoi.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
