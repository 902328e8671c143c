package vn.tinmoi.command;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All checks side by side, each in bounded time: what hangs is one skipped line, and the others are told all the same. */
record Checkup(List<Check> checks, Duration patience) {
    /** {@code check}: its name. */
    record Line(String check, Outcome outcome) {}

    /** In the order of the checks; never fails. */
    Future<List<Line>> run() {
        var looks = checks.stream().map(this::line).toList();
        return Future.all(looks).map(done -> looks.stream().map(Future::result).toList());
    }

    private Future<Line> line(Check check) {
        return look(check)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Checkup::skipped)
                .map(outcome -> new Line(check.name(), outcome));
    }

    private static Future<Outcome> look(Check check) {
        try {
            return check.look().get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static Outcome skipped(Throwable failure) {
        if (failure instanceof TimeoutException) return Outcome.skipped("late");
        return Outcome.skipped("failed", String.valueOf(failure.getMessage()));
    }
}
