package vn.tinmoi.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;

/**
 * The audit as a chain: SHA-256 of each row and the chain before it, so that no row can be changed, taken away or put between
 * others without its being seen. A row is chained 20 s after it was written, when everything that was written before it is
 * there, for no statement takes longer; one that someone's transaction held back longer is chained when it is there, after
 * later ones. Where the chain stood at the end of a day is also in the log. Any thread; fails as
 * {@link Database#query} does.
 */
public final class AuditChain {
    private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);
    private static final int AT_ONCE = 1_000; // rows
    private static final String RIPE = "interval '20 seconds'"; // four times what the longest statement may take
    private static final long LOCK = 0x7469_6e6d_6f69_41L; // "tinmoiA": one node at a time
    private static final Link BEGINNING = new Link(0, new byte[32]);

    /** What of a row the chain holds. */
    private static final String WORDS =
            "jsonb_build_array(id, (extract(epoch FROM at) * 1000000)::bigint, actor, action, article_id, detail)::text AS words";

    private final Database db;
    private final InstantSource clock;

    public AuditChain(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    private record Link(long number, byte[] chain) {
        Link next(String words) {
            var sha = Sha256.digest();
            sha.update(chain);
            return new Link(number + 1, sha.digest(words.getBytes(UTF_8)));
        }
    }

    private static final String DUE = """
            SELECT EXISTS (SELECT FROM audit WHERE link IS NULL AND at < clock_timestamp() - %1$s) OR NOT EXISTS (
                       SELECT FROM audit_day WHERE day = $1) AS due""".formatted(RIPE);

    /** {@link #extend} where there is something to chain or a day to note: one look at an index where there is not. */
    public Future<Integer> extendIfDue() {
        return db.query(DUE, Tuple.of(yesterday()))
                .compose(rows -> rows.iterator().next().getBoolean("due") ? extend() : Future.succeededFuture(0));
    }

    /** Chains what is 20 s old; how many rows that were. Another node may be doing it: 0. */
    public Future<Integer> extend() {
        return db.pool()
                .withTransaction(this::extend)
                .compose(done -> done == AT_ONCE ? extend().map(more -> done + more) : Future.succeededFuture(done));
    }

    private static final String TAKE = "SELECT pg_try_advisory_xact_lock($1) AS mine";
    private static final String LAST =
            "SELECT link, chain FROM audit WHERE link IS NOT NULL ORDER BY link DESC LIMIT 1";
    private static final String FRESH = "SELECT id, " + WORDS + """

              FROM audit
             WHERE link IS NULL AND at < clock_timestamp() - %s
             ORDER BY id
             LIMIT %d""".formatted(RIPE, AT_ONCE);
    private static final String CHAIN = """
            UPDATE audit SET link = fresh.link, chain = fresh.chain
              FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) fresh (id, link, chain)
             WHERE audit.id = fresh.id""";

    private Future<Integer> extend(SqlConnection in) {
        return in.preparedQuery(TAKE).execute(Tuple.of(LOCK)).compose(locked -> {
            if (!locked.iterator().next().getBoolean("mine")) return Future.succeededFuture(0);
            return in.preparedQuery(LAST)
                    .execute()
                    .map(AuditChain::last)
                    .compose(last -> in.preparedQuery(FRESH).execute().compose(rows -> chain(in, last, rows)));
        });
    }

    private static Link last(RowSet<Row> rows) {
        var row = rows.iterator();
        if (!row.hasNext()) return BEGINNING;
        var last = row.next();
        return new Link(last.getLong("link"), last.getBuffer("chain").getBytes());
    }

    private Future<Integer> chain(SqlConnection in, Link last, RowSet<Row> rows) {
        var ids = new ArrayList<Long>();
        var links = new ArrayList<Link>();
        var link = last;
        for (var row : rows) {
            link = link.next(row.getString("words"));
            ids.add(row.getLong("id"));
            links.add(link);
        }
        var end = link;
        if (ids.isEmpty()) return day(in, end).map(0);
        var arguments = Tuple.tuple()
                .addArrayOfLong(ids.toArray(Long[]::new))
                .addArrayOfLong(links.stream().map(Link::number).toArray(Long[]::new))
                .addArrayOfBuffer(
                        links.stream().map(one -> Buffer.buffer(one.chain())).toArray(Buffer[]::new));
        return in.preparedQuery(CHAIN)
                .execute(arguments)
                .compose(done -> day(in, end))
                .map(ids.size());
    }

    private LocalDate yesterday() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    }

    private static final String DAY =
            "INSERT INTO audit_day (day, link, chain) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    /** Notes once where the chain stood when yesterday was over. */
    private Future<Void> day(SqlConnection in, Link end) {
        var yesterday = yesterday();
        return in.preparedQuery(DAY)
                .execute(Tuple.of(yesterday, end.number(), Buffer.buffer(end.chain())))
                .map(noted -> {
                    if (noted.rowCount() > 0) {
                        var chain = HexFormat.of().formatHex(end.chain());
                        LOG.info("audit chained day={} link={} chain={}", yesterday, end.number(), chain);
                    }
                    return null;
                });
    }

    /**
     * What was found.
     *
     * @param rows that are chained as they should be, up to the fault where there is one
     * @param waiting rows that are not chained yet
     */
    public record Report(long rows, long waiting, Optional<Fault> fault) {}

    /** The first that is wrong. {@code id}: of its row; 0: it is missing. {@code link}: its place in the chain. */
    public record Fault(long link, long id) {}

    private static final String WAITING = "SELECT count(*) AS waiting FROM audit WHERE link IS NULL";

    /** Goes through the whole chain. */
    public Future<Report> verify() {
        return from(BEGINNING)
                .compose(walked -> walked.fault().isPresent() ? Future.succeededFuture(walked) : days(walked))
                .compose(walked -> db.query(WAITING, Tuple.tuple())
                        .map(rows -> new Report(
                                walked.end().number(), rows.iterator().next().getLong("waiting"), walked.fault())));
    }

    private record Walked(Link end, Optional<Fault> fault) {}

    private static final String CHAINED = "SELECT id, link, chain, " + WORDS + """

              FROM audit
             WHERE link > $1
             ORDER BY link
             LIMIT\s""" + AT_ONCE;

    private Future<Walked> from(Link start) {
        return db.query(CHAINED, Tuple.of(start.number())).compose(rows -> {
            var link = start;
            for (var row : rows) {
                var next = link.next(row.getString("words"));
                if (row.getLong("link") != next.number()) return found(link, next.number(), 0);
                var stored = row.getBuffer("chain").getBytes();
                if (!Arrays.equals(stored, next.chain())) return found(link, next.number(), row.getLong("id"));
                link = next;
            }
            return rows.size() < AT_ONCE ? Future.succeededFuture(new Walked(link, Optional.empty())) : from(link);
        });
    }

    private static Future<Walked> found(Link before, long link, long id) {
        return Future.succeededFuture(new Walked(before, Optional.of(new Fault(link, id))));
    }

    // a chain that was made anew, or ends too early, is not the one that a day saw
    private static final String DAYS = """
            SELECT d.link, coalesce(a.id, 0) AS id
              FROM audit_day d
              LEFT JOIN audit a ON a.link = d.link
             WHERE d.link > 0 AND a.chain IS DISTINCT FROM d.chain
             ORDER BY d.link
             LIMIT 1""";

    private Future<Walked> days(Walked walked) {
        return db.query(DAYS, Tuple.tuple()).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) return walked;
            var wrong = row.next();
            return new Walked(walked.end(), Optional.of(new Fault(wrong.getLong("link"), wrong.getLong("id"))));
        });
    }
}
