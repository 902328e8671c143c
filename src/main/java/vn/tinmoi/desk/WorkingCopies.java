package vn.tinmoi.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;

/**
 * What people are writing and have not saved, as it was typed: one for each story and person, no revision, seen by nobody
 * else. Any thread; fails with a {@link Problem}.
 */
public final class WorkingCopies {
    private final Database db;

    public WorkingCopies(Database db) {
        this.db = db;
    }

    /** {@code article}: null: a story that has no number yet; {@code base}: the version that it goes on from, 0: none. */
    public record Copy(String id, @Nullable ArticleId article, int base, JsonObject fields, Instant savedAt) {}

    private static final String SAVE = """
            INSERT INTO working_copy AS w (id, actor, article_id, base, fields)
            VALUES ($1, $2, $3::bigint, $4, $5::text::jsonb)
            ON CONFLICT (id) DO UPDATE
               SET article_id = coalesce(w.article_id, excluded.article_id), base = excluded.base,
                   fields = excluded.fields, saved_at = clock_timestamp()
             WHERE w.actor = excluded.actor
            RETURNING saved_at""";

    /**
     * Keeps it instead of what this person had of the story; when that was. {@code id}: of a story that has no number yet, made
     * on the device; FORBIDDEN for another person's.
     */
    public Future<Instant> save(String id, @Nullable ArticleId article, int base, JsonObject fields, Actor actor) {
        var number = article == null ? null : article.value();
        var own = article == null ? id : Sha256.hex((actor.name() + " " + article).getBytes(UTF_8));
        return db.write(SAVE, Tuple.of(own, actor.name(), number, base, fields.encode()))
                .map(rows -> {
                    var row = rows.iterator();
                    if (!row.hasNext()) throw new Problem(Problem.Kind.FORBIDDEN, "copy.foreign", null);
                    return row.next().getOffsetDateTime("saved_at").toInstant();
                });
    }

    private static final String OF_STORY = """
            SELECT id, article_id, base, fields::text AS fields, saved_at
              FROM working_copy
             WHERE actor = $1 AND article_id = $2""";

    /** What this person was writing of the story. */
    public Future<Optional<Copy>> of(ArticleId article, Actor actor) {
        return db.query(OF_STORY, Tuple.of(actor.name(), article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(WorkingCopies::copy)
                        .findFirst());
    }

    private static final String NEW = """
            SELECT id, article_id, base, fields::text AS fields, saved_at
              FROM working_copy
             WHERE actor = $1 AND article_id IS NULL
             ORDER BY saved_at DESC
             LIMIT 1""";

    private static final String OF_KEY = """
            SELECT id, article_id, base, fields::text AS fields, saved_at
              FROM working_copy
             WHERE actor = $1 AND article_id IS NULL AND id = $2""";

    /** The one of a story that has no number yet. */
    public Future<Optional<Copy>> begun(String id, Actor actor) {
        return db.query(OF_KEY, Tuple.of(actor.name(), id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(WorkingCopies::copy)
                        .findFirst());
    }

    private static final String SAVED_AT = """
            SELECT saved_at
              FROM working_copy
             WHERE actor = $1 AND (id = $2 OR article_id = $3::bigint)""";

    /** When the copy was kept last: of that story, else the one of that id; empty: there is none. */
    public Future<Optional<Instant>> savedAt(String id, @Nullable ArticleId article, Actor actor) {
        return db.query(SAVED_AT, Tuple.of(actor.name(), id, article == null ? null : article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getOffsetDateTime("saved_at").toInstant())
                        .findFirst());
    }

    private static final String SAVED = """
            SELECT article_id
              FROM idempotency
             WHERE actor = $1 AND key = $2""";

    /** The story that such a copy became within the last days, where it was saved. */
    public Future<Optional<ArticleId>> saved(String id, Actor actor) {
        return db.query(SAVED, Tuple.of(actor.name(), id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new ArticleId(row.getLong("article_id")))
                        .findFirst());
    }

    /** The last story that this person began and never saved. */
    public Future<Optional<Copy>> begun(Actor actor) {
        return db.query(NEW, Tuple.of(actor.name()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(WorkingCopies::copy)
                        .findFirst());
    }

    private static Copy copy(Row row) {
        var number = row.getLong("article_id");
        return new Copy(
                row.getString("id"),
                number == null ? null : new ArticleId(number),
                row.getInteger("base"),
                new JsonObject(row.getString("fields")),
                row.getOffsetDateTime("saved_at").toInstant());
    }

    private static final String DROP =
            "DELETE FROM working_copy WHERE actor = $1 AND (id = $2 OR article_id = $3::bigint)";

    /** What was saved, or thrown away: it is not needed any more. */
    public Future<Void> drop(String id, @Nullable ArticleId article, Actor actor) {
        return db.write(DROP, Tuple.of(actor.name(), id, article == null ? null : article.value()))
                .mapEmpty();
    }

    private static final String FORGET = "DELETE FROM working_copy WHERE saved_at < now() - interval '90 days'";

    /** Drops what nobody came back to in a quarter of a year. */
    public Future<Void> forget() {
        return db.write(FORGET, Tuple.tuple()).mapEmpty();
    }
}
