package vn.tinmoi.bench;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.StoryList;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;

/** How long the newsroom's list takes among 200,000 stories: its first page, one far behind, narrowed, and the counts. */
final class StoryListFigures {
    private static final int EACH = 51;

    private static final String FILL = """
            INSERT INTO article (id, version, status, slug, title, body_html, category, published_at, publish_at, updated_at)
            SELECT n, 1, CASE WHEN n % 50 = 0 THEN 'draft' WHEN n % 501 = 0 THEN 'scheduled' ELSE 'published' END,
                   'bai-so-' || n || '-ve-cay-cau-moi', 'Bài số ' || n || ' về cây cầu mới', repeat('<p>Lời văn.</p>', 100),
                   (ARRAY['tin-tuc', 'kinh-te', 'xa-hoi', 'van-hoa'])[n % 4 + 1], now() - n * interval '1 minute',
                   now() + interval '1 day', now() - n * interval '1 minute'
              FROM generate_series(1, $1::int) n""";

    private static final String REVISIONS = """
            INSERT INTO revision (article_id, version, action, actor, snapshot)
            SELECT id, 1, 'create', 'person:an', '{}' FROM article""";

    private static final String STAGES = """
            INSERT INTO story_stage (article_id, stage, actor)
            SELECT id, (ARRAY['waiting', 'reviewing', 'returned', 'approved'])[id / 50 % 4 + 1], 'person:an'
              FROM article WHERE status = 'draft' AND id % 100 = 0""";

    private StoryListFigures() {}

    static int run(Options options) {
        int all = options.number("stories", 200_000);
        int times = options.number("times", 200);
        options.nothingElse();
        var vertx = Vertx.vertx();
        var database = Database.open(vertx, TestBackends.freshDatabase(), new Metrics());
        database.pool() // a statement of the program's own would be given up after some seconds
                .withTransaction(connection -> connection
                        .query("SET LOCAL statement_timeout = 0")
                        .execute()
                        .compose(set -> connection.preparedQuery(FILL).execute(Tuple.of(all)))
                        .compose(filled -> connection.query(REVISIONS).execute())
                        .compose(revised -> connection.query(STAGES).execute()))
                .await();
        database.pool().query("ANALYZE").execute().await();
        measure(new StoryList(database), all, times);
        database.close().await();
        vertx.close().await();
        return 0;
    }

    private static void measure(StoryList stories, int all, int times) {
        var far = stories.page(new StoryList.Filter(null, "", ""), null, 1)
                .await()
                .getFirst()
                .place();
        var behind = new ListPlace(far.publishedAt().minusSeconds(60L * all / 2), 1);
        Map<String, Runnable> questions = new LinkedHashMap<>();
        questions.put("all", () -> page(stories, null, "", "", null));
        questions.put("all, far behind", () -> page(stories, null, "", "", behind));
        questions.put("drafts", () -> page(stories, Stage.DRAFT, "", "", null));
        questions.put("waiting", () -> page(stories, Stage.WAITING, "", "", null));
        questions.put("published in a section", () -> page(stories, Stage.PUBLISHED, "xa-hoi", "", null));
        questions.put("words that many have", () -> page(stories, null, "", "cay cau", null));
        questions.put("words that one has", () -> page(stories, null, "", "số 199998 về", null));
        questions.put("counts", () -> stories.counts().await());
        questions.forEach((name, question) -> time(name, question, times));
    }

    private static void page(
            StoryList stories, @Nullable Stage stage, String category, String words, @Nullable ListPlace after) {
        stories.page(new StoryList.Filter(stage, category, words), after, EACH).await();
    }

    private static void time(String name, Runnable question, int times) {
        var taken = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            question.run();
            taken.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(taken);
        System.out.printf(
                "%-24s p50 %7.1f ms  p95 %7.1f ms%n", name, taken.get(times / 2), taken.get(times * 95 / 100));
    }
}
