package vn.tinmoi.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

final class SearchDoorTest {
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private boolean crowded;
    private final SearchDoor door = new SearchDoor(vertx, () -> crowded, metrics, () -> 0);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whileReadersWaitForTheStoreItIsShut() {
        assertThat(search()).isEqualTo("found");

        crowded = true;
        assertThat(search()).isEqualTo("search.busy");

        crowded = false;
        assertThat(search()).isEqualTo("found");
        assertThat(metrics.scrape())
                .contains(
                        "tinmoi_searches_put_off_total{reason=\"store\"} 1.0",
                        "tinmoi_searches_put_off_total{reason=\"loop\"} 0.0");
    }

    private String search() {
        var found = door.enter(() -> Future.succeededFuture("found"));
        Await.until(found::isComplete);
        return found.succeeded() ? found.result() : ((Problem) found.cause()).code();
    }

    @Test
    void aLoopThatIsLateTwiceInARowLags() {
        assertThat(lags(400, 0)).isFalse();
        assertThat(lags(400, 1)).isTrue();
        assertThat(lags(400, 2)).isTrue();
        assertThat(lags(5, 3)).isFalse();
        assertThat(lags(400, 4)).isFalse();
        assertThat(lags(400, 14)).as("long after the last").isFalse();
    }

    private boolean lags(long millis, long second) {
        return door.lags(TimeUnit.MILLISECONDS.toNanos(millis), TimeUnit.SECONDS.toNanos(second));
    }
}
