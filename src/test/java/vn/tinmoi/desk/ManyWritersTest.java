package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.get;
import static vn.tinmoi.desk.TestDesk.published;
import static vn.tinmoi.desk.TestDesk.title;

import io.vertx.core.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.ArticleId;

/** Writers on two nodes at once: nothing deadlocks, nothing is lost, the log has no hole. */
final class ManyWritersTest {
    private static final int WRITERS = 8;

    @Test
    void aThousandPublicationsFromTwoNodesLeaveNoHole() {
        try (var here = new TestDesk();
                var there = here.another()) {
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> publishAll(writer % 2 == 0 ? here : there, writer, 0))
                    .toList();
            writers.forEach(TestDesk::get);

            assertThat(here.value("SELECT count(*) FROM event_log WHERE seq > 0"))
                    .isEqualTo(1_000L);
            assertThat(here.value("SELECT max(seq) FROM event_log")).isEqualTo(1_000L);
        }
    }

    private static Future<?> publishAll(TestDesk bench, int writer, int done) {
        if (done == 1_000 / WRITERS) return Future.succeededFuture();
        return bench.desk
                .create(published("Tin " + writer + "." + done), EDITOR, null)
                .compose(saved -> publishAll(bench, writer, done + 1));
    }

    @Test
    void everyoneWhoChangesOneArticleSucceedsInSomeOrder() {
        try (var here = new TestDesk();
                var there = here.another()) {
            var article =
                    here.create(published("Một bài nhiều người sửa")).article().id();

            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> changeAll(writer % 2 == 0 ? here : there, article, writer, 0))
                    .toList();
            writers.forEach(TestDesk::get);

            assertThat(here.value("SELECT version FROM article WHERE id = $1", article.value()))
                    .isEqualTo(1 + WRITERS * 10);
            assertThat(here.value("SELECT max(seq) FROM event_log")).isEqualTo(1L + WRITERS * 10);
            assertThat(get(here.desk.publish(article, null, EDITOR, null).otherwiseEmpty()))
                    .isNull();
        }
    }

    private static Future<?> changeAll(TestDesk bench, ArticleId article, int writer, int done) {
        if (done == 10) return Future.succeededFuture();
        return bench.desk
                .change(article, title("Sửa " + writer + "." + done), null, EDITOR, null)
                .compose(saved -> changeAll(bench, article, writer, done + 1));
    }
}
