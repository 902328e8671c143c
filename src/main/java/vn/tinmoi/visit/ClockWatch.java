package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;

/**
 * Compares this node's clock with PostgreSQL's: a node whose clock is off turns its visitor day at another moment than the
 * others. PostgreSQL looks at its clock somewhere between question and answer, so only what lies outside of that time is
 * told: never more than the clocks are apart, also on a slow day. Any thread.
 */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final double MOST_SECONDS = 2;

    private static final String NOW = """
            SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now""";

    private final Statements statements;
    private final InstantSource clock;
    private volatile double ahead;
    private boolean off;

    ClockWatch(Statements statements, InstantSource clock, Metrics metrics) {
        this.statements = statements;
        this.clock = clock;
        metrics.stores().clockSkew(this::aheadSeconds);
    }

    /** Seconds that this node's clock is ahead of PostgreSQL's, at least; negative: behind; 0 before the first look. */
    double aheadSeconds() {
        return ahead;
    }

    /** Whether they differ by more than two seconds. */
    boolean isOff() {
        return Math.abs(ahead) > MOST_SECONDS;
    }

    /** Compares them now. Never fails: while PostgreSQL is away the last comparison stands. */
    Future<Void> look() {
        long asked = clock.millis();
        return statements
                .query(NOW, Tuple.tuple())
                .map(rows -> compare(asked, rows, clock.millis()))
                .otherwiseEmpty();
    }

    private synchronized @Nullable Void compare(long asked, RowSet<Row> rows, long answered) {
        long theirs = rows.iterator().next().getLong("now");
        long millis = theirs < asked ? asked - theirs : Math.min(0, answered - theirs);
        ahead = millis / 1000.0;
        boolean nowOff = isOff();
        var seconds = String.format(Locale.ROOT, "%.1f", ahead);
        if (nowOff && !off) {
            LOG.warn(
                    "this node's clock differs from PostgreSQL's, its day will turn at another moment; have both follow a time"
                            + " server ahead_s={}",
                    seconds);
        }
        if (!nowOff && off) LOG.warn("this node's clock agrees with PostgreSQL's again ahead_s={}", seconds);
        off = nowOff;
        return null;
    }
}
