package vn.tinmoi.bench;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.StoryFilter;
import vn.tinmoi.desk.StoryList;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.Migrations;
import vn.tinmoi.store.TestBackends;

/** How long the newsroom's list takes among 200,000 stories: its first page, one far behind, narrowed, and the counts. */
final class StoryListFigures {
    private static final int EACH = 51;

    private static final String FILL = """
            INSERT INTO article (id, version, status, slug, title, body_html, category, published_at, publish_at, updated_at)
            SELECT n, 1, CASE WHEN n % 50 = 0 THEN 'draft' WHEN n % 501 = 0 THEN 'scheduled' ELSE 'published' END,
                   'bai-so-' || n || '-ve-cay-cau-moi',
                   'Bài số ' || n || ' về cây cầu mới' || CASE WHEN n % 2 = 0 THEN ' đôi' ELSE '' END
                             || CASE WHEN n % 10 = 0 THEN ' mười' ELSE '' END || CASE WHEN n % 100 = 0 THEN ' trăm' ELSE '' END
                             || CASE WHEN n % 1000 = 0 THEN ' nghìn' ELSE '' END || CASE WHEN n % 40000 = 0 THEN ' vạn' ELSE '' END
                             || CASE WHEN n > $1::int * 3 / 4 THEN ' xưa' ELSE '' END, repeat('<p>Lời văn.</p>', 100),
                   CASE WHEN n % 20001 = 0 THEN 'giao-duc' ELSE (ARRAY['tin-tuc', 'kinh-te', 'xa-hoi', 'van-hoa'])[n / 7 % 4 + 1] END, now() - n * interval '1 minute',
                   now() + interval '1 day', now() - n * interval '1 minute'
              FROM generate_series(1, $1::int) n""";

    private static final String REVISIONS = """
            INSERT INTO revision (article_id, version, action, actor, snapshot)
            SELECT id, 1, 'create', CASE WHEN id % 2003 = 1 THEN 'person:hiem' WHEN id % 10 = 3 THEN 'person:binh' ELSE 'person:an' END, '{}'
              FROM article""";

    private static final String STAGES = """
            INSERT INTO story_stage (article_id, stage, actor)
            SELECT id, (ARRAY['waiting', 'reviewing', 'returned', 'approved'])[id / 50 % 4 + 1], 'person:an'
              FROM article WHERE status = 'draft' AND id % 100 = 0""";

    private StoryListFigures() {}

    static int run(Options options) {
        int all = options.number("stories", 200_000);
        int times = options.number("times", 200);
        var given = options.text("database", "");
        options.nothingElse();
        var url = given.isEmpty() ? TestBackends.freshDatabase() : given;
        var vertx = Vertx.vertx();
        if (given.isEmpty()) Migrations.migrate(vertx, url).await();
        var database = Database.open(vertx, url, new Metrics());
        boolean filled = database.pool()
                .query("SELECT FROM article LIMIT 1")
                .execute()
                .await()
                .iterator()
                .hasNext();
        if (!filled) fill(vertx, url, all);
        measure(new StoryList(database), all, times);
        database.close().await();
        vertx.close().await();
        return 0;
    }

    /** Over a connection that nobody watches: one of the program's own is closed when it owes an answer for some seconds. */
    private static void fill(Vertx vertx, String url, int all) {
        var connection =
                PgConnection.connect(vertx, PgConnectOptions.fromUri(url)).await();
        connection.preparedQuery(FILL).execute(Tuple.of(all)).await();
        for (var statement : List.of(REVISIONS, STAGES, "VACUUM (ANALYZE)"))
            connection.query(statement).execute().await();
        connection.close().await();
    }

    private static void measure(StoryList stories, int all, int times) {
        var far = stories.page(StoryFilter.ALL, null, 1).await().getFirst().place();
        var behind = new ListPlace(far.publishedAt().minusSeconds(60L * all / 2), 1);
        Map<String, Runnable> questions = new LinkedHashMap<>();
        questions.put("all", () -> page(stories, StoryFilter.ALL, null));
        questions.put("all, far behind", () -> page(stories, StoryFilter.ALL, behind));
        for (var stage : List.of(Stage.DRAFT, Stage.WAITING))
            questions.put(stage.wire(), () -> page(stories, new StoryFilter(stage, "", ""), null));
        for (var section : List.of("xa-hoi", "giao-duc")) {
            questions.put("published, " + section, () -> page(stories, in(Stage.PUBLISHED, section, ""), null));
            for (var words : List.of("cay cau", "nghìn"))
                questions.put(section + ", " + words, () -> page(stories, in(null, section, words), null));
        }
        for (var words : List.of(
                "cay cau",
                "đôi",
                "muoi",
                "tram cay",
                "nghin cay cau",
                "vạn",
                "số 199998 về",
                "khong",
                "xua",
                "cau xua")) {
            questions.put("words: " + words, () -> page(stories, in(null, "", words), null));
            questions.put("words: " + words + ", far", () -> page(stories, in(null, "", words), behind));
            questions.put("drafts: " + words, () -> page(stories, in(Stage.DRAFT, "", words), null));
        }
        for (var person : List.of("an", "binh", "hiem", "ai")) {
            questions.put("of " + person, () -> page(stories, by(person, ""), null));
            questions.put("of " + person + ", tram", () -> page(stories, by(person, "tram"), null));
        }
        var day =
                new StoryFilter(null, "", "muoi", "", behind.publishedAt().minusSeconds(86_400), behind.publishedAt());
        questions.put("a day, muoi", () -> page(stories, day, null));
        questions.put("counts", () -> stories.counts().await());
        questions.forEach((name, question) -> time(name, question, times));
    }

    private static StoryFilter in(@Nullable Stage stage, String category, String words) {
        return new StoryFilter(stage, category, words);
    }

    private static StoryFilter by(String person, String words) {
        return new StoryFilter(null, "", words, person, null, null);
    }

    private static void page(StoryList stories, StoryFilter filter, @Nullable ListPlace after) {
        stories.page(filter, after, EACH).await();
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
                "%-28s p50 %7.1f ms  p95 %7.1f ms%n", name, taken.get(times / 2), taken.get(times * 95 / 100));
    }
}
