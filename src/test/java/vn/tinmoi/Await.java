package vn.tinmoi;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what nobody announces: it asks again until it is so. Two minutes are no deadline of the program's, but the end of a
 * test that hangs.
 */
public final class Await {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
    private static final long LONGEST_PAUSE =
            TimeUnit.MILLISECONDS.toNanos(50); // what is waited for needs the processor

    private Await() {}

    /** Returns when it is so. */
    public static void until(BooleanSupplier so) {
        until(so::getAsBoolean, Boolean::booleanValue);
    }

    /** The first answer that is as wished; the test fails with the last one. */
    public static <T> T until(Supplier<T> question, Predicate<T> wished) {
        long end = System.nanoTime() + PATIENCE;
        for (long pause = LONGEST_PAUSE / 50; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            var answer = question.get();
            if (wished.test(answer)) return answer;
            if (System.nanoTime() > end) throw new AssertionError("not so within two minutes: " + answer);
            LockSupport.parkNanos(pause);
        }
    }
}
