package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.SharedData;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Terms;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Story;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Imports and samples through the newsroom's desk into a real database. */
final class DeskImportTest {
    private static final Actor IMPORTER = new Actor("import", true);

    private final Vertx vertx = Vertx.vertx();
    private final Database database = Database.open(vertx, TestBackends.freshDatabase(), new Metrics());
    private final Desk desk = new Desk(vertx, database, () -> "test", article -> {});

    @AfterEach
    void close() throws Exception {
        wait(database.close());
        wait(vertx.close());
    }

    @Test
    void aSecondImportOfRealFilesWritesNothing() throws Exception {
        var files = List.of(
                SharedData.at("feeds/large_rss.xml"),
                SharedData.at("feeds/small_atom.xml"),
                SharedData.at("ninjs/001_simple_example.json"),
                SharedData.at("ninjs/004_simple_text_article.json"),
                SharedData.at("ninjs/005_complex_text_article.json"),
                SharedData.at("ninjs/007_multimedia.json"));
        var importer = new Importer(
                vertx,
                Fixture.CATEGORIES,
                Map.of(),
                Fixture.ZONE,
                story -> desk.bringIn(story, IMPORTER, Terms.USUAL),
                new Messages(),
                Language.EN,
                InstantSource.system());

        var first = wait(importer.importFiles(files, line -> {}));
        long events = count("event_log");
        var second = wait(importer.importFiles(files, line -> {}));

        assertThat(first.refused()).isEmpty();
        assertThat(first.created()).isEqualTo(48);
        assertThat(count("article")).isEqualTo(48);
        assertThat(second.unchanged()).isEqualTo(48);
        assertThat(count("event_log")).isEqualTo(events);
    }

    @Test
    void theSamplesComeOnceAndWithTheirPictures() throws Exception {
        var samples = new SampleStories(
                vertx,
                () -> Future.future(empty -> count("article", empty)),
                this::keep,
                Fixture.ZONE,
                InstantSource.system());

        int first = wait(samples.bring());
        int second = wait(samples.bring());

        assertThat(first).isEqualTo(28);
        assertThat(second).isZero();
        assertThat(count("article WHERE image IS NOT NULL AND status = 'published'"))
                .isEqualTo(28);
    }

    private Future<Story.Outcome> keep(Story story) {
        return desk.bringIn(story, IMPORTER);
    }

    private void count(String table, io.vertx.core.Completable<Boolean> empty) {
        database.query("SELECT count(*) FROM " + table, Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong(0) == 0)
                .onComplete(empty);
    }

    private long count(String table) throws Exception {
        return wait(database.query("SELECT count(*) FROM " + table, Tuple.tuple()))
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
