package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Picture;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * What the desk reads before it decides. All instants are PostgreSQL's: {@code now} comes with every read, so that
 * several nodes with clocks of their own write one time line. Any thread.
 */
final class DeskReads {
    private final Database db;

    DeskReads(Database db) {
        this.db = db;
    }

    /**
     * An article and PostgreSQL's time of reading it.
     *
     * @param digest of the story as its source last had it, in hex
     * @param pending whether it is a change of another one, and so never becomes a story of its own
     */
    record Read(Article article, @Nullable String digest, boolean pending, Instant now) {}

    /** What a call leans on. {@code id}: a fresh one; {@code category}: what the one it names is called now; null: unknown; {@code home}: what the default is called. */
    record Ground(
            ArticleId id,
            Instant now,
            @Nullable String category,
            String home,
            @Nullable Picture picture) {}

    /** What the first try of a call did. {@code sameCall}: the key stood for this very call. */
    record FirstTry(Article article, @Nullable Long seq, boolean sameCall) {}

    private static final String ARTICLE = "SELECT " + ArticleRow.ARTICLE + """
            , encode(a.source_digest, 'hex') AS digest, clock_timestamp() AS now,
            EXISTS (SELECT FROM pending_version p WHERE p.draft_id = a.id) AS pending
              FROM article a
            """ + PictureRow.JOIN;

    private static final String BY_ID = ARTICLE + " WHERE a.id = $1";

    /** Empty: there is none of that number. */
    Future<Optional<Read>> read(ArticleId article) {
        return db.query(BY_ID, Tuple.of(article.value())).map(DeskReads::readFirst);
    }

    private static final String GROUND = """
            SELECT nextval('article_id') AS id, clock_timestamp() AS now,
                   (SELECT coalesce(f.into_slug, c.slug)
                      FROM (SELECT $1::text AS slug) asked
                      LEFT JOIN category c ON c.slug = asked.slug
                      LEFT JOIN category_former f ON f.slug = asked.slug) AS category,
                   coalesce((SELECT into_slug FROM category_former WHERE slug = '%1$s'), '%1$s') AS home,
            """.formatted(Category.DEFAULT) + PictureRow.COLUMNS + """

              FROM (SELECT) one
              LEFT JOIN media m ON m.id = $2""";

    Future<Ground> ground(String category, @Nullable String image) {
        return db.query(GROUND, Tuple.of(category, image)).map(rows -> {
            var row = rows.iterator().next();
            return new Ground(
                    new ArticleId(row.getLong("id")),
                    now(row),
                    row.getString("category"),
                    row.getString("home"),
                    PictureRow.read(row));
        });
    }

    private static final String FIRST_TRY = "SELECT " + ArticleRow.ARTICLE + """
            , e.seq, i.digest = decode($3::text, 'hex') AS same_call
              FROM idempotency i
              JOIN revision r ON r.article_id = i.article_id AND r.version = i.version
             CROSS JOIN LATERAL jsonb_populate_record(NULL::article, r.snapshot) a
            """ + PictureRow.JOIN + """
              LEFT JOIN event_log e ON e.article_id = i.article_id AND e.version = i.version AND r.at = i.at
             WHERE i.actor = $1 AND i.key = $2""";

    /**
     * What the key was used for; empty: nothing yet. A try that made a version carries that transaction's time in both
     * rows; one that found nothing to change does not, and so has no event.
     */
    Future<Optional<FirstTry>> firstTry(Actor actor, IdempotencyKey key) {
        return db.query(FIRST_TRY, Tuple.of(actor.name(), key.value(), key.call()))
                .map(rows -> first(rows)
                        .map(row -> new FirstTry(
                                ArticleRow.article(row), row.getLong("seq"), row.getBoolean("same_call"))));
    }

    /** Those of the pictures that there are, by their ids. */
    Future<Map<String, Picture>> pictures(Set<String> ids) {
        return db.query(PictureRow.OF_IDS, Tuple.tuple().addArrayOfString(ids.toArray(String[]::new)))
                .map(PictureRow::byId);
    }

    private static final String EXPIRED = """
            SELECT a.id
              FROM story_expiry e
              JOIN article a ON a.id = e.article_id AND a.status = 'published'
             WHERE e.expires_at <= now()
             ORDER BY e.expires_at, a.id
             LIMIT $1""";

    /** Published articles that readers are to see no longer. */
    Future<List<ArticleId>> expired(int limit) {
        return db.query(EXPIRED, Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new ArticleId(row.getLong("id")))
                        .toList());
    }

    /** A scheduled article whose time has come. */
    record Due(ArticleId article, Instant publishAt) {
        /** Before every other. */
        static final Due FIRST = new Due(new ArticleId(1), Instant.EPOCH);
    }

    private static final String DUE = """
            SELECT id, publish_at
              FROM article
             WHERE status = 'scheduled' AND publish_at <= now() AND (publish_at, id) > ($1, $2)
             ORDER BY publish_at, id
             LIMIT $3""";

    /** Scheduled articles whose time has come, the longest overdue first, after {@code last}. */
    Future<List<Due>> due(Due last, int limit) {
        return db.query(
                        DUE,
                        Tuple.of(
                                last.publishAt().atOffset(ZoneOffset.UTC),
                                last.article().value(),
                                limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Due(
                                new ArticleId(row.getLong("id")),
                                row.getOffsetDateTime("publish_at").toInstant()))
                        .toList());
    }

    private static Optional<Read> readFirst(RowSet<Row> rows) {
        return first(rows)
                .map(row -> new Read(
                        ArticleRow.article(row), row.getString("digest"), row.getBoolean("pending"), now(row)));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    private static Instant now(Row row) {
        return row.getOffsetDateTime("now").toInstant();
    }
}
