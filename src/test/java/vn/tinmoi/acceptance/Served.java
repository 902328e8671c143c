package vn.tinmoi.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The real program runs for the tests of this class. They take as parameters what they meet it with: the {@link Program}, a
 * {@link Client} of it, {@link Chromium}, or the {@link Edition} in its place. Classes with the same settings share one
 * program, and all share one browser; they start at the first use and stop after the last test of the JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Given.class)
@interface Served {
    /** Settings of the program, each as {@code NAME=value}, beside stores of its own. */
    String[] value() default {};

    /** Whether no other class may meet it: its tests count readers or streams, fill it, or change the front page. */
    boolean alone() default false;
}
