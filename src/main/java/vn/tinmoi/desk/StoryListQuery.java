package vn.tinmoi.desk;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.ArticleStatus;

/**
 * The statements of one question to the newsroom's list. Words that many stories have are among its newest, words that few
 * have are cheap to gather from the index of words: so the newest are walked first, by indexes that hold the words too, and
 * only where those do not fill a page all that have the words are gathered and sorted. (One statement for all sorted 200,000
 * hits of a common word: 582 ms; the planner cannot know, for it plans before it sees the word.) Used once, by one thread.
 */
final class StoryListQuery {
    private static final String DETAILS = """
            SELECT a.id, a.version, a.title, a.category, a.status, a.updated_at, a.publish_at, a.embargoed_until, s.stage, r.actor, p.draft_id IS NOT NULL AS pending,
                   CASE WHEN s.stage IN ('reviewing', 'approved') THEN s.actor END AS reviewer,
                   CASE WHEN s.stage IN ('reviewing', 'approved') THEN
                       (SELECT count(*) FROM revision o WHERE o.article_id = a.id AND o.at > s.at AND o.actor <> s.actor)
                   ELSE 0 END AS since
              FROM (
            """;

    private static final String ROW =
            "SELECT a.id, a.status, a.updated_at, title_words(a.title) AS words FROM article a WHERE true";

    private static final String NEWEST = " ORDER BY a.updated_at DESC, a.id DESC LIMIT ";

    private static final String SHOWN = """
            ) a
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
              LEFT JOIN pending_version p ON p.draft_id = a.id
             WHERE p.applied_at IS NULL""";

    private static final String OF_THEM = """
            ) found
              JOIN article a ON a.id = found.id
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
              JOIN revision r ON r.article_id = a.id AND r.version = a.version
              LEFT JOIN pending_version p ON p.draft_id = a.id
             ORDER BY a.updated_at DESC, a.id DESC""";

    private static final String TOUCHED =
            " AND EXISTS (SELECT FROM revision o WHERE o.article_id = a.id AND o.actor = ANY (";

    private final StoryFilter filter;
    private final String words;
    private final @Nullable ListPlace after;
    private final int limit;
    private final Tuple arguments = Tuple.tuple();

    /** {@code words}: a tsquery; empty: none are asked for. */
    StoryListQuery(StoryFilter filter, String words, @Nullable ListPlace after, int limit) {
        this.filter = filter;
        this.words = words;
        this.after = after;
        this.limit = limit;
    }

    Tuple arguments() {
        return arguments;
    }

    /** Of the newest; where there are words, of no more than {@code near} that else fit. */
    String newest(int near) {
        var rows = ROW + fitting();
        if (words.isEmpty()) return statement(rows, touched());
        return statement(rows + NEWEST + near, " AND a.words @@ " + wanted() + touched());
    }

    /** How many {@link #newest} walks at most: fewer than {@code near} are all that there are. */
    String walked(int near) {
        return "SELECT count(*) AS walked FROM (" + ROW + fitting() + " LIMIT " + near + ") a";
    }

    /** Of all that have the words. */
    String all() {
        return statement(ROW + " AND title_words(a.title) @@ " + wanted() + fitting() + " OFFSET 0", touched());
    }

    /** Of those alone. */
    String among(Long... ids) {
        var having = words.isEmpty() ? "" : " AND title_words(a.title) @@ " + wanted();
        return statement(ROW + " AND a.id = ANY (" + add(ids, "bigint[]") + ")" + having + fitting() + " OFFSET 0", "");
    }

    private String statement(String rows, String and) {
        return DETAILS + "SELECT a.id FROM (" + rows + SHOWN + stage() + and + NEWEST + add(limit, "int") + OF_THEM;
    }

    /** What the article's own row says. */
    private String fitting() {
        var and = new StringBuilder();
        var stage = filter.stage();
        if (stage != null)
            and.append(" AND a.status = ").append(add(stage.status().wire(), "text"));
        if (!filter.category().isEmpty()) and.append(" AND a.category = ").append(add(filter.category(), "text"));
        if (filter.from() != null) and.append(" AND a.updated_at >= ").append(add(filter.from()));
        if (filter.until() != null) and.append(" AND a.updated_at < ").append(add(filter.until()));
        if (after != null) {
            and.append(" AND (a.updated_at, a.id) < (").append(add(after.publishedAt()));
            and.append(", ").append(add(after.id(), "bigint")).append(")");
        }
        return and.toString();
    }

    private String stage() {
        var stage = filter.stage();
        if (stage == null || stage.status() != ArticleStatus.DRAFT) return "";
        return stage == Stage.DRAFT ? " AND s.stage IS NULL" : " AND s.stage = " + add(stage.wire(), "text");
    }

    private String touched() {
        return filter.person().isEmpty() ? "" : TOUCHED + add(filter.actors(), "text[]") + "))";
    }

    private String wanted() {
        return "to_tsquery('simple', " + add(words, "text") + ")";
    }

    private String add(Instant at) {
        return add(at.atOffset(ZoneOffset.UTC), "timestamptz");
    }

    /** Its place in the statement. */
    private String add(Object argument, String type) {
        arguments.addValue(argument);
        return "$" + arguments.size() + "::" + type;
    }
}
