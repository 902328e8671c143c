package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessesTest {
    /** As a server is in a container whose process 1 waits for nobody. */
    @Test
    void whoEndedIsOverThoughNobodyHasWaitedForHim() throws IOException {
        var parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$' & exec cat").start(); // cat waits for no child
        try (var out = parent.inputReader()) {
            var child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();

            assertThat(Processes.ended(child, Duration.ofMinutes(1))).isTrue();

            assertThat(Processes.runs(parent.toHandle())).isTrue();
            assertThat(Processes.ended(parent.toHandle(), Duration.ZERO)).isFalse();
        } finally {
            parent.destroy();
        }
    }
}
