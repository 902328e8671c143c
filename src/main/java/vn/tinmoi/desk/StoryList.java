package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;
import vn.tinmoi.text.WordSplitter;

/** The newsroom's list of stories in whatever state, what changed last first. Any thread. */
public final class StoryList {
    private static final int MOST_WORDS = 16;
    private static final int NEAR =
            10_000; // stories; walked in 3 ms. Words that no 51 of them have, fewer than 1 in 200 have
    private static final int FEW = 2_000; // stories; read and sorted in some 10 ms

    private final Database db;
    private final int near;
    private final int few;

    public StoryList(Database db) {
        this(db, NEAR, FEW);
    }

    /** {@code near}: how many of the newest are walked for words; {@code few}: how many stories of a person are read at once. */
    StoryList(Database db, int near, int few) {
        this.db = db;
        this.near = near;
        this.few = few;
    }

    /**
     * One story.
     *
     * @param publishAt when a scheduled one is due
     * @param embargoedUntil before that nobody publishes it; null: it may be
     * @param actor who changed it last, as the audit calls them
     * @param pending whether it is a change of a published one
     * @param reviewer who has it under review, or approved it; null: nobody
     * @param since how often others saved it after that
     */
    public record Line(
            ArticleId id,
            int version,
            String title,
            String category,
            Stage stage,
            Instant updatedAt,
            @Nullable Instant publishAt,
            @Nullable Instant embargoedUntil,
            String actor,
            boolean pending,
            @Nullable String reviewer,
            int since) {
        public ListPlace place() {
            return new ListPlace(updatedAt, id.value());
        }
    }

    /** The next {@code limit}, at most 100, after that place; null: from the first. */
    public Future<List<Line>> page(StoryFilter filter, @Nullable ListPlace after, int limit) {
        var words = query(filter.words());
        if (words.isEmpty() && !filter.words().isBlank()) return Future.succeededFuture(List.of());
        Supplier<StoryListQuery> question = () -> new StoryListQuery(filter, words, after, limit);
        return ofPerson(filter).compose(ids -> {
            if (ids != null) return lines(question.get(), one -> one.among(ids));
            return lines(question.get(), one -> one.newest(near))
                    .compose(found -> found.size() == limit || words.isEmpty()
                            ? Future.succeededFuture(found)
                            : rest(question, found));
        });
    }

    /** {@code found}: among the newest; that is all where there are no others. */
    private Future<List<Line>> rest(Supplier<StoryListQuery> question, List<Line> found) {
        var walked = question.get();
        return db.query(walked.walked(near), walked.arguments())
                .compose(rows -> rows.iterator().next().getLong("walked") < near
                        ? Future.succeededFuture(found)
                        : lines(question.get(), StoryListQuery::all));
    }

    private static final String OF_PERSON = """
            SELECT DISTINCT article_id
              FROM revision
             WHERE actor = ANY ($1::text[])
             LIMIT $2""";

    /** The stories that this person touched, where they are few; null: nobody is asked for, or they are many. */
    private Future<Long @Nullable []> ofPerson(StoryFilter filter) {
        if (filter.person().isEmpty()) return Future.succeededFuture(null);
        return db.query(OF_PERSON, Tuple.of(filter.actors(), few + 1))
                .map(rows -> rows.size() > few
                        ? null
                        : StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getLong("article_id"))
                                .toArray(Long[]::new));
    }

    private Future<List<Line>> lines(StoryListQuery question, Function<StoryListQuery, String> way) {
        return db.query(way.apply(question), question.arguments())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(StoryList::line)
                        .toList());
    }

    /** The beginnings of every word; empty: there is no letter in them. */
    private static String query(String words) {
        return WordSplitter.words(VnText.cleanLine(words), MOST_WORDS).stream()
                .filter(word -> word.span() == 1)
                .map(word -> word.folded().replaceAll("[^a-z0-9]", ""))
                .filter(word -> !word.isEmpty())
                .map(word -> "'" + word + "':*")
                .collect(Collectors.joining(" & "));
    }

    private static Line line(Row row) {
        return new Line(
                new ArticleId(row.getLong("id")),
                row.getInteger("version"),
                row.getString("title"),
                row.getString("category"),
                Stage.of(ArticleStatus.ofWire(row.getString("status")), row.getString("stage")),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getOffsetDateTime("publish_at") == null
                        ? null
                        : row.getOffsetDateTime("publish_at").toInstant(),
                embargo(row),
                row.getString("actor"),
                row.getBoolean("pending"),
                row.getString("reviewer"),
                row.getInteger("since"));
    }

    private static @Nullable Instant embargo(Row row) {
        var until = row.getString("embargoed_until");
        return until == null ? null : Instant.parse(until);
    }

    private static final String COUNTS = """
            SELECT coalesce(s.stage, a.status) AS stage, count(*) AS stories
              FROM article a
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
             WHERE a.status IN ('draft', 'scheduled')
               AND NOT EXISTS (SELECT FROM pending_version p WHERE p.draft_id = a.id AND p.applied_at IS NOT NULL)
             GROUP BY 1""";

    /** How many there are that readers do not see yet; a stage without any is not named. */
    public Future<Map<Stage, Integer>> counts() {
        return db.query(COUNTS, Tuple.tuple()).map(rows -> {
            var counts = new EnumMap<Stage, Integer>(Stage.class);
            for (var row : rows) counts.put(Stage.ofWire(row.getString("stage")), row.getInteger("stories"));
            return counts;
        });
    }
}
