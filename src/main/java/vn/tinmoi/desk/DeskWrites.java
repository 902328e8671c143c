package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Writes a decided {@link Revision}: one autocommit statement, so that the log's lock never spans a round trip.
 *
 * <p>Every statement locks in one order, which is why none can deadlock with another: the article's row under its version
 * guard, then the idempotency key, then rows that belong to the article (its revision, its older events), then the log.
 * The guard comes before the key, so that a lost race leaves no key behind that answers for nothing. The event is
 * appended in the outermost select list, which PostgreSQL evaluates only when every part it draws from is done. Checks of
 * foreign keys run after it; they share-lock rows of category and media, which nobody holds while waiting for the log.
 */
final class DeskWrites {
    /** What every version writes as its row has it; the rest each statement decides. */
    private static final String COLUMNS =
            Stream.of(TextField.values()).map(TextField::column).collect(Collectors.joining(", ")) + """
            , version, status, slug, author_slug, source_slug, category, featured, image, publish_at, published_at,
            updated_at, withdrawn_at, withdrawn_reason, correction, corrected_at""";

    private static final String OF_ROW = COLUMNS.replaceAll("\\w+", "n.$0");

    private static final String ALLOWED = """
            claimed AS (
                INSERT INTO idempotency (actor, key, digest, article_id, version)
                SELECT $3::text, $4::text, decode($5::text, 'hex'), id, $2::int FROM guarded WHERE $4::text IS NOT NULL
                ON CONFLICT DO NOTHING
                RETURNING article_id),
            allowed AS MATERIALIZED (
                SELECT id FROM guarded WHERE $4::text IS NULL
                UNION ALL
                SELECT article_id FROM claimed)""";

    private static final String TOLD = """
            , revised AS (
                INSERT INTO revision (article_id, version, action, actor, snapshot)
                SELECT id, version, $7::text, $3::text, to_jsonb(changed) FROM changed
                RETURNING article_id),
            audited AS (
                INSERT INTO audit (actor, action, article_id, detail)
                SELECT $3::text, $7::text, id, $8::text::jsonb FROM changed
                RETURNING article_id)""";

    private static final String APPENDED = """
            CASE WHEN $9::text IS NOT NULL THEN
                append_event($9::text, $1::bigint, $2::int, changed.category, $10::text, $11::boolean, $12::text::json)
            END AS seq""";

    private final Database db;

    DeskWrites(Database db) {
        this.db = db;
    }

    /** Its place in the log; {@code seq} null: readers are told nothing. */
    record Written(@Nullable Long seq) {}

    private static final String CREATE = """
            WITH guarded AS (
                SELECT $1::bigint AS id),
            """ + ALLOWED + """
            , changed AS (
                INSERT INTO article (id, created_at, featured_at, source_guid, source_digest, source_changed, source_dated,
                       source_kept, %s)
                SELECT n.id, n.created_at, CASE WHEN n.featured AND n.status = 'published' THEN n.updated_at END,
                       n.source_guid, n.source_digest, n.source_changed, n.source_dated, n.source_kept, %s
                  FROM allowed, jsonb_populate_record(NULL::article, $6::text::jsonb) n
                ON CONFLICT (source_guid) DO NOTHING
                RETURNING *)
            """.formatted(COLUMNS, OF_ROW) + TOLD + "SELECT " + APPENDED
            + " FROM changed, revised, audited";

    private static final String CREATE_BESIDE = CREATE.replace("SELECT $1::bigint AS id)", """
            INSERT INTO pending_version (draft_id, article_id, base) VALUES ($1::bigint, $13::bigint, $14::int)
                ON CONFLICT (article_id) WHERE applied_at IS NULL DO NOTHING
                RETURNING draft_id AS id)""");

    /** As {@link #create}, of a change of that article; empty: one is begun already, nothing was written. */
    Future<Optional<Written>> createBeside(Revision revision, Actor actor, Article published) {
        var arguments = arguments(revision, actor, null)
                .addValue(published.id().value())
                .addValue(published.version());
        return save(CREATE_BESIDE, arguments);
    }

    /** Empty: the key, or the story's guid, was taken in this very moment; nothing was written. */
    Future<Optional<Written>> create(Revision revision, Actor actor, @Nullable IdempotencyKey key) {
        return save(CREATE, arguments(revision, actor, key));
    }

    private static final String CHANGE =
            """
            WITH guarded AS MATERIALIZED (
                SELECT id FROM article WHERE id = $1::bigint AND version = $2::int - 1 FOR NO KEY UPDATE),
            """ + ALLOWED + """
            , changed AS (
                UPDATE article a
                   SET (%s) = (%s),
                       featured_at = CASE
                           WHEN NOT n.featured THEN NULL
                           WHEN n.status = 'published' AND NOT (a.featured AND a.status = 'published') THEN $13::timestamptz
                           ELSE a.featured_at END,
                       source_digest = coalesce(n.source_digest, a.source_digest),
                       source_changed = CASE WHEN n.source_digest IS NULL THEN a.source_changed ELSE n.source_changed END,
                       source_dated = CASE WHEN n.source_digest IS NULL THEN a.source_dated ELSE n.source_dated END,
                       source_kept = CASE WHEN n.source_digest IS NULL THEN a.source_kept ELSE n.source_kept END
                  FROM allowed, jsonb_populate_record(NULL::article, $6::text::jsonb) n
                 WHERE a.id = allowed.id
                RETURNING a.*)
            """.formatted(COLUMNS, OF_ROW) + TOLD + """
            , silenced AS (
                UPDATE event_log e
                   SET kind = $9::text, payload = $12::text::json
                  FROM changed
                 WHERE $9::text = '%s' AND e.article_id = changed.id AND e.kind <> $9::text
                RETURNING e.seq),
            silence AS (
                SELECT count(*) FROM silenced)
            """.formatted(EventText.WITHDRAWN) + "SELECT "
                    + APPENDED + " FROM changed, revised, audited, silence";

    /** Empty: someone else changed the article, or used the key, since it was read; nothing was written. {@code now}: when it was read. */
    Future<Optional<Written>> change(Revision revision, Actor actor, @Nullable IdempotencyKey key, Instant now) {
        return save(CHANGE, arguments(revision, actor, key).addValue(ArticleRow.argument(now)));
    }

    private static final String REMEMBER = """
            INSERT INTO idempotency (actor, key, digest, article_id, version)
            VALUES ($1, $2, decode($3::text, 'hex'), $4, $5)
            ON CONFLICT DO NOTHING
            RETURNING version""";

    /** Notes that the call of that key found nothing to change. Empty: the key was taken in this very moment. */
    Future<Optional<Written>> remember(Article unchanged, Actor actor, IdempotencyKey key) {
        var arguments =
                Tuple.of(actor.name(), key.value(), key.call(), unchanged.id().value(), unchanged.version());
        return write(REMEMBER, arguments)
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(new Written(null)));
    }

    private static final String KEEP_PICTURE = """
            INSERT INTO media (id, url, width, height, alt, caption, credit)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE
               SET url = excluded.url, width = excluded.width, height = excluded.height, alt = excluded.alt,
                   caption = excluded.caption, credit = excluded.credit""";

    /** Enters an imported story's picture. A statement of its own, so that no picture's lock is held while waiting for others. */
    Future<Void> keep(Picture picture) {
        var arguments = Tuple.of(
                picture.id(),
                picture.url(),
                picture.width(),
                picture.height(),
                picture.alt(),
                picture.caption(),
                picture.credit());
        return write(KEEP_PICTURE, arguments).mapEmpty();
    }

    private static final String FORGET_KEYS = "DELETE FROM idempotency WHERE at < now() - interval '7 days'";

    /** Drops keys that are too old to be retried. */
    Future<Void> forgetOldKeys() {
        return write(FORGET_KEYS, Tuple.tuple()).mapEmpty();
    }

    private Future<Optional<Written>> save(String statement, Tuple arguments) {
        return write(statement, arguments)
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext()
                            ? Optional.of(new Written(row.next().getLong("seq")))
                            : Optional.<Written>empty();
                })
                .recover(failure ->
                        isGone(failure) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure));
    }

    /** The category was merged into another one in this very moment: a lost race, like any other. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof PgException refused && "23503".equals(refused.getSqlState()); // foreign_key_violation
    }

    private static Tuple arguments(Revision revision, Actor actor, @Nullable IdempotencyKey key) {
        var article = revision.article();
        return Tuple.tuple()
                .addValue(article.id().value())
                .addValue(article.version())
                .addValue(actor.name())
                .addValue(key == null ? null : key.value())
                .addValue(key == null ? null : key.call())
                .addValue(revision.row())
                .addValue(revision.action())
                .addValue(revision.detail().encode())
                .addValue(revision.kind())
                .addValue(revision.previousCategory())
                .addValue(revision.featured())
                .addValue(revision.payload());
    }

    private Future<RowSet<Row>> write(String statement, Tuple arguments) {
        return db.write(statement, arguments).recover(failure -> Future.failedFuture(named(failure)));
    }

    /** A full disk, a lock or a statement that took too long: nothing was saved, and trying again is right. */
    private static Throwable named(Throwable failure) {
        return failure instanceof PgException refused
                        && refused.getSqlState() != null
                        && refused.getSqlState().matches("53...|55P03|57014|40...")
                ? Problem.unavailable("store.away")
                : failure;
    }

    private static final String NOTE_LATE = """
            INSERT INTO story_note (article_id, version, move, actor, note)
            VALUES ($1, $2, 'publish', 'scheduler', $3)""";

    /** Says on the story that it was published so many seconds after its time. */
    Future<Void> noteLate(Article article, long seconds) {
        var said = "Đăng muộn " + seconds + " giây so với giờ hẹn.";
        return db.write(NOTE_LATE, Tuple.of(article.id().value(), article.version(), said))
                .mapEmpty();
    }
}
