package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.Fields;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * How far drafts are on their way, and what was said of them there. Any thread; fails with a {@link Problem}.
 */
public final class Flow {
    private static final int LONGEST_NOTE = 1_000; // characters

    private final Database db;
    private final FlowSteps steps;

    public Flow(Database db) {
        this.db = db;
        this.steps = new FlowSteps(db);
    }

    /** {@code base}: the version of the published story that it goes on from; {@code now}: the one that there is; {@code slug}: the story's. */
    public record Pending(ArticleId article, int base, int now, String slug) {}

    /**
     * A story as the newsroom has it.
     *
     * @param pending what it is a change of; null: a story of its own
     * @param open the draft of a change that waits beside it; null: none
     * @param expiresAt when it is taken from readers by itself; null: never
     */
    public record Standing(
            Article article,
            Stage stage,
            @Nullable Pending pending,
            @Nullable ArticleId open,
            @Nullable Instant expiresAt) {
        /** That of a published story, and of a change of one, stays; empty: the title says it. */
        public String fixedSlug() {
            if (pending != null) return pending.slug;
            return article.publishedAt() == null ? "" : article.slug();
        }
    }

    /** What was said at a step. {@code version}: the article's then. */
    public record Note(Move move, String actor, String text, int version, Instant at) {}

    private static final String ONE = "SELECT " + ArticleRow.ARTICLE + """
            , s.stage, p.article_id AS pending_of, p.base AS pending_base, now.version AS pending_now, now.slug AS pending_slug, o.draft_id AS open,
            e.expires_at
              FROM article a
            """ + PictureRow.JOIN + """
              LEFT JOIN story_stage s ON s.article_id = a.id
              LEFT JOIN pending_version p ON p.draft_id = a.id AND p.applied_at IS NULL
              LEFT JOIN article now ON now.id = p.article_id
              LEFT JOIN story_expiry e ON e.article_id = a.id
              LEFT JOIN pending_version o ON o.article_id = a.id AND o.applied_at IS NULL
             WHERE a.id = $1""";

    /** Empty: there is none of that number. */
    public Future<Optional<Standing>> standing(ArticleId article) {
        return db.query(ONE, Tuple.of(article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> {
                            var found = ArticleRow.article(row);
                            return new Standing(
                                    found,
                                    Stage.of(found.status(), row.getString("stage")),
                                    pending(row),
                                    open(row),
                                    instant(row));
                        }));
    }

    /** How a story stands. {@code actor}: who made that version. */
    public record Glance(int version, Stage stage, String actor) {}

    private static final String GLANCE = """
            SELECT a.version, a.status, s.stage, r.actor
              FROM article a
              JOIN revision r ON r.article_id = a.id AND r.version = a.version
              LEFT JOIN story_stage s ON s.article_id = a.id
             WHERE a.id = $1""";

    /** What those who have it open need to know; empty: there is none of that number. */
    public Future<Optional<Glance>> glance(ArticleId article) {
        return db.query(GLANCE, Tuple.of(article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new Glance(
                                row.getInteger("version"),
                                Stage.of(ArticleStatus.ofWire(row.getString("status")), row.getString("stage")),
                                row.getString("actor"))));
    }

    private static @Nullable Pending pending(Row row) {
        var article = row.getLong("pending_of");
        if (article == null) return null;
        return new Pending(
                new ArticleId(article),
                row.getInteger("pending_base"),
                row.getInteger("pending_now"),
                row.getString("pending_slug"));
    }

    private static @Nullable Instant instant(Row row) {
        var at = row.getOffsetDateTime("expires_at");
        return at == null ? null : at.toInstant();
    }

    private static @Nullable ArticleId open(Row row) {
        var draft = row.getLong("open");
        return draft == null ? null : new ArticleId(draft);
    }

    private static final String VERSION = "SELECT " + ArticleRow.ARTICLE + """
              FROM revision r
             CROSS JOIN LATERAL jsonb_populate_record(NULL::article, r.snapshot) a
            """ + PictureRow.JOIN + """
             WHERE r.article_id = $1 AND r.version = $2""";

    /** The article as that version left it; empty: there is none. */
    public Future<Optional<Article>> version(ArticleId article, int version) {
        return db.query(VERSION, Tuple.of(article.value(), version))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(ArticleRow::article));
    }

    /** Who made a version of an article, and how. */
    public record Version(int number, String action, String actor, Instant at) {}

    private static final String VERSIONS = """
            SELECT version, action, actor, at
              FROM revision
             WHERE article_id = $1
             ORDER BY version DESC
             LIMIT 100""";

    /** The newest first; 100 at most. */
    public Future<List<Version>> versions(ArticleId article) {
        return db.query(VERSIONS, Tuple.of(article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Version(
                                row.getInteger("version"),
                                row.getString("action"),
                                row.getString("actor"),
                                row.getOffsetDateTime("at").toInstant()))
                        .toList());
    }

    /**
     * Takes a step that readers do not see. {@code note}: for who has the story next; who returns one must say why. CONFLICT
     * {@code story.stage} where the story is elsewhere by now.
     */
    public Future<Stage> step(ArticleId article, Move move, String note, Actor actor) {
        return step(article, move, note, actor, null);
    }

    /** The same; a step that is taken leaves the key, which must be new, with the version. */
    Future<Stage> step(ArticleId article, Move move, String note, Actor actor, @Nullable IdempotencyKey key) {
        if (!move.isOpenToSomeStage(actor)) {
            return Future.failedFuture(Actor.forbidden());
        }
        var said = Fields.line("note", note, LONGEST_NOTE);
        if (move == Move.RETURN && said.isEmpty()) return Future.failedFuture(Problem.invalid("note", "note.missing"));
        return steps.take(article, move, said, actor, key);
    }

    /** What someone saved since a story was taken for review, or approved. {@code first}: the first of those versions. */
    public record Since(String actor, int times, int first) {}

    private static final String SINCE = """
            SELECT r.actor, count(*)::int AS times, min(r.version) AS first
              FROM story_stage s
              JOIN article a ON a.id = s.article_id AND a.status = 'draft'
              JOIN revision r ON r.article_id = s.article_id AND r.at > s.at AND r.actor <> s.actor
             WHERE s.article_id = $1 AND s.stage IN ('reviewing', 'approved')
             GROUP BY r.actor
             ORDER BY first""";

    /** Of others than who took that step; empty at other stages. */
    public Future<List<Since>> since(ArticleId article) {
        return db.query(SINCE, Tuple.of(article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Since(row.getString("actor"), row.getInteger("times"), row.getInteger("first")))
                        .toList());
    }

    private static final String ARRIVED = "DELETE FROM story_stage WHERE article_id = $1";

    /** The story is no draft on its way any more. What died before this is told by the article's own status all the same. */
    public Future<Void> arrived(ArticleId article) {
        return db.write(ARRIVED, Tuple.of(article.value())).mapEmpty();
    }

    /** Takes this person's own step back, and leaves the key; CONFLICT {@code article.version} where anything became of the story since. */
    Future<Void> back(ArticleId article, Move move, Stage was, int version, Actor actor, IdempotencyKey key) {
        if (!move.isOpenToSomeStage(actor)) return Future.failedFuture(Actor.forbidden());
        return steps.back(article, move, was, version, actor, key);
    }

    private static final String NOTES = """
            SELECT move, actor, note, version, at
              FROM story_note
             WHERE article_id = $1
             ORDER BY id DESC
             LIMIT 20""";

    /** The newest first; 20 at most. */
    public Future<List<Note>> notes(ArticleId article) {
        return db.query(NOTES, Tuple.of(article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Flow::note)
                        .toList());
    }

    private static Note note(Row row) {
        return new Note(
                Move.valueOf(row.getString("move").toUpperCase(Locale.ROOT)),
                row.getString("actor"),
                row.getString("note"),
                row.getInteger("version"),
                row.getOffsetDateTime("at").toInstant());
    }
}
