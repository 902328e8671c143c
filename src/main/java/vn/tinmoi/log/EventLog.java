package vn.tinmoi.log;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.Database;

/**
 * What can be read of the event log. Ids become visible in their order and without gaps ({@code append_event} sees to it),
 * so whoever holds a cursor and reads on from it misses nothing. A row of a story that was withdrawn later says only that:
 * the statement that withdraws rewrites the story's older rows in its own transaction. Any thread. Fails as
 * {@link Database#query} does.
 */
public final class EventLog {
    private final Database database;
    private final SecureRandom random = new SecureRandom();

    public EventLog(Database database) {
        this.database = database;
    }

    private static final String KNOWN_EPOCH = """
            SELECT e.epoch, (SELECT max(seq) FROM event_log) AS seq
              FROM log_epoch e, log_home() h
             WHERE (e.system_identifier, e.timeline, e.place) = (h.system_identifier, h.timeline, h.place)
               AND coalesce(e.files = h.files, true)""";

    /**
     * The end of the log: its newest event, or the place before the first. When the database is not the one that the epoch
     * was made for (first start, a restored copy, a promoted standby), or its row was deleted, a new epoch begins here.
     */
    public Future<Cursor> head() {
        return database.query(KNOWN_EPOCH, Tuple.tuple())
                .compose(rows -> rows.size() == 0
                        ? adopt().compose(adopted -> head())
                        : Future.succeededFuture(cursor(rows.iterator().next())));
    }

    /** The log's incarnation, 1 to 32 lower-case letters and digits; made anew as {@link #head} does. */
    public Future<String> epoch() {
        return head().map(Cursor::epoch);
    }

    // The lock keeps appenders out, so that no event is told under the old epoch after the new one began. Nodes that
    // come
    // second find the row right and change nothing.
    private static final String ADOPT = """
            WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(7003))
            INSERT INTO log_epoch AS e (epoch, system_identifier, timeline, place, files)
            SELECT $1, h.system_identifier, h.timeline, h.place, h.files
              FROM locked, log_home() h
                ON CONFLICT (one) DO UPDATE
               SET epoch = excluded.epoch, system_identifier = excluded.system_identifier, timeline = excluded.timeline,
                   place = excluded.place, files = excluded.files
             WHERE (e.system_identifier, e.timeline, e.place)
                   IS DISTINCT FROM (excluded.system_identifier, excluded.timeline, excluded.place)
                OR e.files <> excluded.files""";

    private Future<Void> adopt() {
        return database.query(ADOPT, Tuple.of(newEpoch())).mapEmpty();
    }

    private static final String RENEW = """
            WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(7003))
            UPDATE log_epoch SET epoch = $1 FROM locked WHERE epoch = $2""";

    /**
     * Begins a new epoch although the database is still the same: its log went back, so ids would be given twice. Does
     * nothing when {@code epoch} is no longer the log's, because another node was first.
     */
    Future<Cursor> renew(String epoch) {
        return database.query(RENEW, Tuple.of(newEpoch(), epoch)).compose(renewed -> head());
    }

    private static final String AFTER = """
            SELECT seq, kind, article_id, category, previous_category, featured, payload::text AS payload, at
              FROM event_log
             WHERE seq > $1
             ORDER BY seq
             LIMIT $2""";

    /** Up to {@code limit} events after {@code seq}, ascending; named by {@code epoch}, which is not checked here. */
    public Future<List<LoggedEvent>> after(String epoch, long seq, int limit) {
        return database.query(AFTER, Tuple.of(seq, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> event(epoch, row))
                        .toList());
    }

    // Only ever a prefix goes, whatever the clock did, and the newest row stays, because the next number follows from
    // it.
    private static final String PRUNE = """
            DELETE FROM event_log
             WHERE seq < (SELECT coalesce(min(seq) FILTER (WHERE at >= now() - $1 * interval '1 second'), max(seq))
                            FROM event_log)""";

    /** Forgets the events older than {@code keep}, but never the newest; gives how many went. */
    public Future<Integer> prune(Duration keep) {
        return database.query(PRUNE, Tuple.of((double) keep.toSeconds())).map(rows -> rows.rowCount());
    }

    private static Cursor cursor(Row row) {
        return new Cursor(row.getString("epoch"), row.getLong("seq"));
    }

    private static LoggedEvent event(String epoch, Row row) {
        return new LoggedEvent(
                new Cursor(epoch, row.getLong("seq")),
                row.getString("kind"),
                new ArticleId(number(row, "article_id")),
                text(row, "category"),
                text(row, "previous_category"),
                row.getBoolean("featured"),
                oneLine(row.getString("payload")),
                row.getOffsetDateTime("at").toInstant());
    }

    private static long number(Row row, String column) {
        var value = row.getLong(column);
        return value == null ? 0 : value;
    }

    private static String text(Row row, String column) {
        var value = row.getString(column);
        return value == null ? "" : value;
    }

    /** A line break in JSON text can only stand between its tokens, so a blank says the same. */
    private static String oneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }

    /** 60 random bits as letters and digits: an epoch never comes again. */
    private String newEpoch() {
        return new BigInteger(60, random).toString(36);
    }
}
