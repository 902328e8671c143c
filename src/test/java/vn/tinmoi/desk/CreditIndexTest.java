package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;
import static vn.tinmoi.desk.TestDesk.published;

import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CreditIndexTest {
    private final TestDesk bench = new TestDesk();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatWasSavedBeforeIsEnteredByWhicheverNodeIsThere() {
        for (int i = 0; i < 3; i++) bench.create(published("Tin " + i));
        bench.rows("UPDATE article SET author_slug = NULL, source_slug = NULL, byline = 'Theo TTXVN' WHERE id <> 2");

        var nodes = new CreditIndex[] {new CreditIndex(bench.vertx, bench.db), new CreditIndex(bench.vertx, bench.db)};
        for (var node : nodes) node.start();
        get(Future.all(nodes[0].idle(), nodes[1].idle()));

        assertThat(bench.rows("SELECT author_slug || '/' || source_slug AS slugs FROM article ORDER BY id").stream()
                        .map(row -> row.getString("slugs")))
                .containsExactly("/ttxvn", "an-nhien/", "/ttxvn");
        for (var node : nodes) get(node.stop());
    }
}
