package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.store.Stores.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vn.tinmoi.store.Cable;
import vn.tinmoi.store.Stores;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;

@Execution(ExecutionMode.CONCURRENT)
final class TaskTest {
    private final Vertx vertx = Vertx.vertx();
    private final Cable wire = new Cable(vertx, TestBackends.freshDatabase());
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Task task = new Task(new Surroundings(
            Map.of("TINMOI_DATABASE_URL", wire.url(), "TINMOI_REDIS_URL", TestBackends.freshRedis()),
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system()));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aTaskGivesItsExitCode() {
        assertThat(task.run(Language.EN, (loops, settings, stores) -> 2)).isEqualTo(2);
        assertThat(said()).isEmpty();
    }

    /** However the loss shows itself: to a statement of the pool's, or inside a transaction. */
    @Test
    void aStoreThatBreaksOffIsOneSentenceThatSaysWhatToDo() {
        assertStops(
                Language.EN,
                stores -> stores.database().query("SELECT 1", Tuple.tuple()),
                "Stopped: ",
                "run the same command again");
        assertStops(
                Language.VI,
                stores -> stores.database()
                        .pool()
                        .withTransaction(
                                connection -> connection.query("SELECT 1").execute()),
                "Đã dừng: ",
                "hãy chạy lại đúng lệnh này");
    }

    private void assertStops(Language language, Function<Stores, Future<?>> question, String... parts) {
        wire.mend();
        err.reset();

        int code = task.run(language, (loops, settings, stores) -> {
            wire.cut();
            await(question.apply(stores));
            return 0;
        });

        assertThat(code).isEqualTo(1);
        assertThat(said()).contains(parts).doesNotContain("Exception", "\tat ").hasLineCount(1);
    }

    @Test
    void aFaultOfOurOwnStaysOne() {
        var closed = new AtomicReference<Stores>();

        assertThatThrownBy(() -> task.run(Language.EN, (loops, settings, stores) -> {
                    closed.set(stores);
                    throw new IllegalArgumentException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(said()).isEmpty();
        assertThat(closed.get().redis().there()).isFalse();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
