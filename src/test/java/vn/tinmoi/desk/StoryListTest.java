package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.text.VnText;

final class StoryListTest {
    private static final int STORIES = 300;

    // words that all, every second, tenth, hundredth story has, one that only old ones have, one that none has
    private static final String FILL = """
            INSERT INTO article (id, version, status, slug, title, category, published_at, publish_at, updated_at)
            SELECT n, 1, (ARRAY['draft', 'scheduled', 'published', 'published', 'withdrawn'])[n % 5 + 1], 'bai-' || n,
                   'Cầu mới' || CASE WHEN n % 2 = 0 THEN ' đôi' ELSE '' END || CASE WHEN n % 10 = 0 THEN ' mười' ELSE '' END
                             || CASE WHEN n % 100 = 0 THEN ' trăm' ELSE '' END || CASE WHEN n > 250 THEN ' xưa' ELSE '' END,
                   (ARRAY['tin-tuc', 'kinh-te', 'xa-hoi'])[n % 3 + 1], now(), now() + interval '1 day',
                   '2026-03-01Z'::timestamptz - n / 2 * interval '1 hour'
              FROM generate_series(1, $1::int) n""";

    private static final String REVISIONS = """
            INSERT INTO revision (article_id, version, action, actor, snapshot)
            SELECT id, 1, 'create', CASE WHEN id % 50 = 7 THEN 'person:hiem' ELSE 'person:an' END, '{}' FROM article""";

    private static final String STAGES = """
            INSERT INTO story_stage (article_id, stage, actor)
            SELECT id, 'waiting', 'person:an' FROM article WHERE status = 'draft' AND id % 2 = 0""";

    private static final String ALL = """
            SELECT a.id, a.title, a.category, a.updated_at, a.status, s.stage, r.actor
              FROM article a
              JOIN revision r ON r.article_id = a.id
              LEFT JOIN story_stage s ON s.article_id = a.id
             ORDER BY a.updated_at DESC, a.id DESC""";

    private TestDesk bench;
    private List<Row> rows;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        get(bench.db.query(FILL, Tuple.of(STORIES)));
        get(bench.db.query("SELECT setval('article_id', $1)", Tuple.of((long) STORIES)));
        get(bench.db.query(REVISIONS, Tuple.tuple()));
        get(bench.db.query(STAGES, Tuple.tuple()));
        rows = StreamSupport.stream(get(bench.db.query(ALL, Tuple.tuple())).spliterator(), false)
                .toList();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyWayFindsWhatAPlainFilterFinds() {
        var random = new Random(7);
        var ways = List.of(
                new StoryList(bench.db),
                new StoryList(bench.db, 7, 2),
                new StoryList(bench.db, 60, 1000),
                new StoryList(bench.db, 1, 0));
        for (int i = 0; i < 150; i++) {
            var filter = any(random);
            int limit = 1 + random.nextInt(100);

            var all = pages(ways.get(i % ways.size()), filter, limit);

            assertThat(all).as("%s by %d", filter, limit).isEqualTo(plain(filter));
        }
    }

    @Test
    void aLineSaysWhoReviewsItAndWhatOthersSavedMeanwhile() {
        var id = get(bench.desk.create(TestDesk.draft("Bài chờ duyệt"), TestDesk.REPORTER, null))
                .article()
                .id();
        var flow = new Flow(bench.db);
        get(flow.step(id, Move.SUBMIT, "", TestDesk.REPORTER));
        get(flow.step(id, Move.TAKE, "", TestDesk.EDITOR));
        var taken = line(id);
        var title = new Change(Texts.of(TextField.TITLE, "Tên khác"), null, null, null, null, null, null);
        get(bench.desk.change(id, title, null, TestDesk.REPORTER, null));

        var changed = line(id);

        assertThat(taken.reviewer()).isEqualTo("editor:an");
        assertThat(taken.since()).isZero();
        assertThat(changed.since()).isEqualTo(1);
        get(flow.step(id, Move.RETURN, "Xem lại", TestDesk.EDITOR));
        assertThat(line(id).reviewer()).isNull();
    }

    private StoryList.Line line(ArticleId id) {
        return get(new StoryList(bench.db).page(new StoryFilter(null, "", ""), null, 100)).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTitleAsLongAsAnyIsListed() {
        var wide = new Random(1)
                .ints(60, 0x20000, 0x2A6D0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        var short1 = IntStream.range(0, 80)
                .mapToObj(i -> Integer.toString(36 * 36 + i * 7, 36))
                .reduce("", (a, b) -> a + " " + b);
        var title = VnText.cleanLine(short1 + wide);
        title = title.substring(0, title.offsetByCodePoints(0, Math.min(300, title.codePointCount(0, title.length()))));

        var id = get(bench.desk.create(TestDesk.draft(title), TestDesk.EDITOR, null))
                .article()
                .id();

        assertThat(get(new StoryList(bench.db).page(new StoryFilter(null, "", "107"), null, 5)))
                .as(title)
                .extracting(StoryList.Line::id)
                .contains(id);
    }

    private static StoryFilter any(Random random) {
        var words = one(random, "", "", "cau moi", "đôi", "muoi", "trăm c", "xưa", "xua muoi", "khong co");
        var day = Instant.parse("2026-03-01T00:00:00Z").minusSeconds(3600L * random.nextInt(160));
        return new StoryFilter(
                random.nextInt(3) > 0 ? null : Stage.values()[random.nextInt(Stage.values().length)],
                one(random, "", "", "kinh-te", "van-hoa"),
                words,
                one(random, "", "", "an", "HIEM", "ai"),
                random.nextInt(3) > 0 ? null : day.minusSeconds(86_400),
                random.nextInt(3) > 0 ? null : day);
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static List<Long> pages(StoryList stories, StoryFilter filter, int limit) {
        var seen = new ArrayList<Long>();
        @Nullable ListPlace place = null;
        for (; ; ) {
            var page = get(stories.page(filter, place, limit));
            page.forEach(line -> seen.add(line.id().value()));
            if (page.size() < limit) return seen;
            place = page.getLast().place();
        }
    }

    private List<Long> plain(StoryFilter filter) {
        return rows.stream()
                .filter(row -> fits(row, filter))
                .map(row -> row.getLong("id"))
                .toList();
    }

    private static boolean fits(Row row, StoryFilter filter) {
        var stage = Stage.of(ArticleStatus.ofWire(row.getString("status")), row.getString("stage"));
        var at = row.getOffsetDateTime("updated_at").toInstant();
        var title = Arrays.asList(VnText.fold(row.getString("title")).split(" "));
        return (filter.stage() == null || filter.stage() == stage)
                && (filter.category().isEmpty() || filter.category().equals(row.getString("category")))
                && (filter.from() == null || !at.isBefore(filter.from()))
                && (filter.until() == null || at.isBefore(filter.until()))
                && (filter.person().isEmpty() || row.getString("actor").equalsIgnoreCase("person:" + filter.person()))
                && Arrays.stream(VnText.fold(filter.words()).split(" "))
                        .allMatch(word -> title.stream().anyMatch(one -> one.startsWith(word)));
    }
}
