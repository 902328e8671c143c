package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.store.Script;

/**
 * Distinct sessions of a local day, estimated by a HyperLogLog that {@link VisitLedger}'s script fills in Redis: a standard
 * error of 0.81 % (1.04/√16384; Flajolet and others, 2007). Each minute the estimate and the sketch behind it go to
 * PostgreSQL; a Redis that has lost it gets it back, so a loss costs the readers of one minute at most. Any thread.
 */
final class DayReaders {
    private static final Logger LOG = LoggerFactory.getLogger(DayReaders.class);

    /** Of the sketches' keys; the local day since 1970 follows. */
    static final String PREFIX = "tinmoi:readers:";

    private static final Script LOOK = new Script("""
            return {redis.call('PFCOUNT', KEYS[1]), redis.call('GET', KEYS[1])}""");

    /** KEYS: the sketch and a place beside it. ARGV: an earlier sketch in hexadecimal digits, for how many seconds. */
    private static final Script GIVE_BACK = new Script("""
            local sketch = string.gsub(ARGV[1], '%x%x', function(byte) return string.char(tonumber(byte, 16)) end)
            redis.call('SET', KEYS[2], sketch)
            redis.call('PFMERGE', KEYS[1], KEYS[1], KEYS[2])
            redis.call('DEL', KEYS[2])
            return redis.call('EXPIRE', KEYS[1], ARGV[2])""");

    /** No row when PostgreSQL knows of more readers than Redis. */
    private static final String SAVE = """
            INSERT INTO visit_readers AS r (day, n, sketch) VALUES ($1, $2, $3)
            ON CONFLICT (day) DO UPDATE SET n = EXCLUDED.n, sketch = EXCLUDED.sketch, at = now() WHERE r.n <= EXCLUDED.n
            RETURNING 1""";

    private static final String SAVED = """
            SELECT sketch
              FROM visit_readers
             WHERE day = $1 AND sketch IS NOT NULL""";

    private static final String DROP_SKETCHES = """
            UPDATE visit_readers
               SET sketch = NULL
             WHERE day < $1 AND sketch IS NOT NULL""";

    private static final int KEPT_SECONDS = 3 * 86_400;

    private final Scripts scripts;
    private final Statements statements;
    private final SiteCalendar calendar;
    private final InstantSource clock;

    DayReaders(Scripts scripts, Statements statements, SiteCalendar calendar, InstantSource clock) {
        this.scripts = scripts;
        this.statements = statements;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Saves the estimates of yesterday and today. Never fails: what a store did not take is taken a minute later. */
    Future<Void> save() {
        var today = calendar.day(clock.instant());
        return save(today.minusDays(1))
                .compose(saved -> save(today))
                .compose(saved -> statements.query(DROP_SKETCHES, Tuple.of(today.minusDays(1))))
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.debug("the estimate of today's readers waits: {}", failure.toString());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> save(LocalDate day) {
        return look(day).compose(sketch -> sketch.get(0).toLong() == 0 ? giveBack(day) : save(day, sketch));
    }

    private Future<Response> look(LocalDate day) {
        return scripts.run(LOOK, List.of(key(day)), List.of());
    }

    private Future<Void> save(LocalDate day, Response sketch) {
        var row = Tuple.of(day, sketch.get(0).toLong(), sketch.get(1).toBuffer());
        return statements
                .query(SAVE, row)
                .compose(saved -> saved.size() == 0 ? giveBack(day) : Future.succeededFuture());
    }

    private Future<Void> giveBack(LocalDate day) {
        return statements.query(SAVED, Tuple.of(day)).compose(rows -> {
            var saved = rows.iterator();
            return saved.hasNext() ? giveBack(day, saved.next().getBuffer("sketch")) : Future.succeededFuture();
        });
    }

    private Future<Void> giveBack(LocalDate day, Buffer sketch) {
        var digits = HexFormat.of().formatHex(sketch.getBytes());
        return scripts.run(
                        GIVE_BACK,
                        List.of(key(day), key(day) + ":saved"),
                        List.of(digits, Integer.toString(KEPT_SECONDS)))
                .compose(given -> look(day))
                .compose(whole -> statements.query(
                        SAVE, Tuple.of(day, whole.get(0).toLong(), whole.get(1).toBuffer())))
                .mapEmpty();
    }

    private static String key(LocalDate day) {
        return PREFIX + day.toEpochDay();
    }
}
