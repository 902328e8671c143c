package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Picture;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;

/** The pictures of the house, the newest first. Any thread. */
public final class MediaList {
    private static final int NEAR = 4_000; // pictures; words that no 41 of them have, fewer than 1 in 100 have
    private static final int FEW = 2_000; // pictures; read and sorted at once

    private final Database db;
    private final int near;
    private final int few;

    public MediaList(Database db) {
        this(db, NEAR, FEW);
    }

    /** {@code near}: how many of the newest are walked for words; {@code few}: how many of a person are read at once. */
    MediaList(Database db, int near, int few) {
        this.db = db;
        this.near = near;
        this.few = few;
    }

    /**
     * {@code by}: who brought it; null: it was imported. {@code stories}: how many show it, or did; {@code dropAt}: when it
     * goes for good, {@code dropBy} who marked it, {@code droppedAt} when; null: it stays, or that is not known.
     */
    public record Entry(
            Picture picture,
            Instant at,
            @Nullable String by,
            int stories,
            @Nullable Instant dropAt,
            @Nullable String dropBy,
            @Nullable Instant droppedAt) {
        public PicturePlace place() {
            return new PicturePlace(at, picture.id());
        }
    }

    private static final String ONE = MediaListQuery.ENTRY + " FROM media m WHERE m.id = $1";

    /** Empty: there is none of that id. */
    public Future<Optional<Entry>> one(String id) {
        return db.query(ONE, Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MediaList::entry)
                        .findFirst());
    }

    /** The next {@code limit}, at most 41; {@code after}: null: from the first. */
    public Future<List<Entry>> page(PictureWish wanted, @Nullable PicturePlace after, int limit) {
        if (VnText.cleanLine(wanted.by()).isEmpty())
            return walk(() -> new MediaListQuery(wanted, null, after, limit), limit);
        return actors(wanted.by()).compose(actors -> {
            Supplier<MediaListQuery> question = () -> new MediaListQuery(wanted, actors, after, limit);
            return broughtBy(actors)
                    .compose(ids ->
                            ids.length > few ? walk(question, limit) : entries(question.get(), one -> one.among(ids)));
        });
    }

    private Future<List<Entry>> walk(Supplier<MediaListQuery> question, int limit) {
        var newest = question.get();
        return entries(newest, one -> one.newest(near))
                .compose(found -> found.size() == limit || !newest.hasWords()
                        ? Future.succeededFuture(found)
                        : rest(question, found));
    }

    /** {@code found}: among the newest; that is all where there are no others. */
    private Future<List<Entry>> rest(Supplier<MediaListQuery> question, List<Entry> found) {
        var walked = question.get();
        return db.query(walked.walked(near), walked.arguments())
                .compose(rows -> rows.iterator().next().getLong("walked") < near
                        ? Future.succeededFuture(found)
                        : entries(question.get(), MediaListQuery::all));
    }

    private Future<List<Entry>> entries(MediaListQuery question, Function<MediaListQuery, String> way) {
        return db.query(way.apply(question), question.arguments())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MediaList::entry)
                        .toList());
    }

    // from each to the next one: a house has few, and many pictures of each
    private static final String ACTORS = """
            WITH RECURSIVE one (actor) AS (
                SELECT min(uploaded_by) FROM media WHERE uploaded_by IS NOT NULL
                 UNION ALL
                SELECT (SELECT min(m.uploaded_by) FROM media m WHERE m.uploaded_by > one.actor)
                  FROM one
                 WHERE one.actor IS NOT NULL)
            SELECT actor FROM one WHERE regexp_replace(actor, '^[a-z]+:', '') ILIKE $1""";

    private Future<String[]> actors(String part) {
        return strings(ACTORS, "actor", Tuple.of(MediaListQuery.containing(VnText.cleanLine(part))));
    }

    private static final String BROUGHT_BY = "SELECT id FROM media WHERE uploaded_by = ANY ($1::text[]) LIMIT $2";

    private Future<String[]> broughtBy(String... actors) {
        return strings(BROUGHT_BY, "id", Tuple.of(actors, few + 1));
    }

    private Future<String[]> strings(String sql, String column, Tuple arguments) {
        return db.query(sql, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(column))
                        .toArray(String[]::new));
    }

    private static Entry entry(Row row) {
        return new Entry(
                Objects.requireNonNull(PictureRow.read(row)),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("uploaded_by"),
                row.getInteger("stories"),
                instant(row, "drop_at"),
                row.getString("drop_by"),
                instant(row, "drop_marked_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
