package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.article.Paragraphs;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.store.Database;

/**
 * What whoever reviews a story says of single paragraphs. Each is kept with the paragraph's words, which find it again wherever it
 * stands later, or show that it was changed. Any thread; fails with a {@link Problem}.
 */
public final class Comments {
    private static final int LONGEST = 1_000; // characters
    private static final String FIELD = "comments";

    private final Vertx vertx;
    private final Database db;
    private final Flow flow;

    public Comments(Vertx vertx, Database db, Flow flow) {
        this.vertx = vertx;
        this.db = db;
        this.flow = flow;
    }

    /** What is said of the paragraph {@code at}, from 0, of a version. */
    public record Wish(int at, String text) {}

    /**
     * One of them.
     *
     * @param version of the article that it was said of
     * @param at where the paragraph stood, from 0
     * @param words the paragraph's then
     */
    public record Comment(
            long id, int version, int at, String words, String actor, String text, Instant said, boolean done) {
        /** Where the paragraph stands now, from 0; null: it has changed. */
        public @Nullable Integer place(Paragraphs now) {
            return now.find(words, at);
        }
    }

    /** What is to be said, with the words of the paragraphs that it counts. */
    public record Wished(List<Wish> wishes, Paragraphs counted) {}

    /** The paragraphs of an article. */
    public Future<Paragraphs> paragraphs(Article article) {
        return vertx.executeBlocking(() -> Paragraphs.of(article.bodyHtml()), false);
    }

    /**
     * Wishes that count the paragraphs of that version, their texts repaired. INVALID {@code comments} for one that is too long or
     * of no paragraph, FORBIDDEN for who may not review; nothing is written.
     */
    public Future<Wished> wished(ArticleId article, int version, List<Wish> wishes, Actor actor) {
        if (wishes.isEmpty()) return Future.succeededFuture(new Wished(List.of(), new Paragraphs(List.of())));
        if (!actor.may(Right.REVIEW)) return Future.failedFuture(Actor.forbidden(Right.REVIEW));
        return flow.version(article, version)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.no-version", version)))
                .compose(this::paragraphs)
                .map(counted -> new Wished(
                        wishes.stream().map(one -> checked(one, counted)).toList(), counted));
    }

    private static Wish checked(Wish wish, Paragraphs counted) {
        boolean there = wish.at() >= 0
                && wish.at() < counted.words().size()
                && !counted.words().get(wish.at()).isEmpty();
        if (!there) throw Problem.invalid(FIELD, "comment.where");
        return new Wish(wish.at(), Fields.line(FIELD, wish.text(), LONGEST));
    }

    // the same once: a second press, or a retry after the step was refused
    private static final String ADD = """
            WITH added AS (
                INSERT INTO story_comment (article_id, version, at, words, actor, text)
                SELECT $1, $2, one.at, one.words, $6, one.text
                  FROM unnest($3::int[], $4::text[], $5::text[]) AS one (at, words, text)
                ON CONFLICT DO NOTHING
                RETURNING id)
            INSERT INTO audit (actor, action, article_id, detail)
            SELECT $6, 'story.comment', $1, jsonb_build_object('comments', count(*)) FROM added HAVING count(*) > 0""";

    /** Says them of this version of the story; the same once. */
    public Future<Void> add(Article article, Wished wished, Actor actor) {
        if (wished.wishes().isEmpty()) return Future.succeededFuture();
        return paragraphs(article).compose(now -> {
            var wishes = wished.wishes();
            var places = wishes.stream()
                    .map(one -> now.after(wished.counted(), one.at()))
                    .toList();
            var words = IntStream.range(0, wishes.size()).mapToObj(i -> {
                int at = places.get(i);
                return at < 0
                        ? wished.counted().words().get(wishes.get(i).at())
                        : now.words().get(at);
            });
            var arguments = Tuple.tuple()
                    .addLong(article.id().value())
                    .addInteger(article.version())
                    .addArrayOfInteger(
                            places.stream().map(at -> Math.max(0, at)).toArray(Integer[]::new))
                    .addArrayOfString(words.toArray(String[]::new))
                    .addArrayOfString(wishes.stream().map(Wish::text).toArray(String[]::new))
                    .addString(actor.name());
            return db.write(ADD, arguments).mapEmpty();
        });
    }

    private static final String OF = """
            SELECT id, version, at, words, actor, text, said_at, done_at IS NOT NULL AS done
              FROM story_comment
             WHERE article_id = $1
             ORDER BY done_at IS NOT NULL, at, id
             LIMIT 100""";

    /** Those that are open first, in the order of the paragraphs; 100 at most. */
    public Future<List<Comment>> of(ArticleId article) {
        return db.query(OF, Tuple.of(article.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Comments::comment)
                        .toList());
    }

    private static Comment comment(Row row) {
        return new Comment(
                row.getLong("id"),
                row.getInteger("version"),
                row.getInteger("at"),
                row.getString("words"),
                row.getString("actor"),
                row.getString("text"),
                row.getOffsetDateTime("said_at").toInstant(),
                row.getBoolean("done"));
    }

    private static final String MARK = """
            WITH marked AS (
                UPDATE story_comment c
                   SET done_at = CASE WHEN $3 THEN now() END, done_by = CASE WHEN $3 THEN $4::text END
                 WHERE c.id = $1 AND c.article_id = $2 AND (c.done_at IS NOT NULL) <> $3
                RETURNING c.id)
            INSERT INTO audit (actor, action, article_id, detail)
            SELECT $4, 'story.comment.done', $2, jsonb_build_object('comment', id, 'done', $3::boolean) FROM marked""";

    /** Marks one as done, or open again. Who may not save the story may not do it: the caller asks for that. */
    public Future<Void> mark(ArticleId article, long comment, boolean done, Actor actor) {
        return db.write(MARK, Tuple.of(comment, article.value(), done, actor.name()))
                .mapEmpty();
    }
}
