package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When an embedded server is taken for dead. */
final class RestarterTest {
    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void notBeingAbleToLookIsNoDeath() throws InterruptedException {
        var looks = new Semaphore(0);
        var guard = new Restarter("Redis", server(() -> {
            looks.release();
            throw new FileSystemException("server.pid", null, "Too many open files");
        }));

        assertThat(looks.tryAcquire(5, 60, TimeUnit.SECONDS)).isTrue();
        guard.end(java.time.Duration.ofSeconds(5));

        assertThat(starts).hasValue(0);
    }

    @Test
    void oneThatIsOverIsStartedAgain() throws InterruptedException {
        var started = new CountDownLatch(1);
        var guard = new Restarter("Redis", server(() -> {
            if (starts.get() > 0) started.countDown();
            return starts.get() > 0 ? Optional.of(ProcessHandle.current()) : Optional.empty();
        }));

        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        guard.end(java.time.Duration.ofSeconds(5));

        assertThat(starts).hasValue(1);
    }

    private interface Look {
        Optional<ProcessHandle> at() throws IOException;
    }

    private Restarter.Server server(Look look) {
        return new Restarter.Server() {
            @Override
            public Optional<ProcessHandle> process() throws IOException {
                return look.at();
            }

            @Override
            public boolean startAgain() {
                starts.incrementAndGet();
                return true;
            }
        };
    }
}
