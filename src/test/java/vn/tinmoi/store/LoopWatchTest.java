package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopWatchTest {
    private static final String URL = "postgresql://u:s3cret@127.0.0.1:5432/db";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private LoopWatch begun() {
        return LoopWatch.begin(vertx, nanos::get);
    }

    private BackendFailed sentence(Throwable failure, LoopWatch watch) {
        return PostgresFault.sentence(PostgresUrl.options(URL), failure, watch);
    }

    @Test
    void whoWasHeldUpItselfDoesNotBlameTheServer() {
        var watch = begun();

        nanos.addAndGet(Duration.ofMillis(1_500).toNanos()); // whether the first tick is over or not, one is late

        assertThat(sentence(new TimeoutException(), watch))
                .hasMessageContaining("held up for")
                .hasMessageNotContaining("TINMOI_DATABASE_URL");
    }

    @Test
    void aServerThatDoesNotAnswerAFreeLoopIsToBlame() {
        var watch = begun();

        nanos.addAndGet(Duration.ofMillis(900).toNanos());

        assertThat(sentence(new TimeoutException(), watch))
                .hasMessageContaining("TINMOI_DATABASE_URL")
                .hasMessageNotContaining("held up");
    }

    @Test
    void whatIsNoTimeOutIsNobodysDelay() {
        var watch = begun();

        nanos.addAndGet(Duration.ofSeconds(9).toNanos());

        assertThat(sentence(new IOException("Connection reset"), watch)).hasMessageNotContaining("held up");
    }
}
