package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A wait that waits for nothing passes on a fast machine and is red on a slow one: Playwright's waitForFunction takes a promise
 * for true. {@link Chromium#until} waits for what the promise says.
 */
final class WaitsTest {
    private static final Pattern FOR_A_PROMISE =
            Pattern.compile("waitForFunction\\(\\s*\"(?:[^;]*(?:\\basync\\b|\\.then\\(|\\bfetch\\())");

    @Test
    void noTestTakesAPromiseForItsAnswer() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var tests =
                    files.filter(file -> file.toString().endsWith("IT.java")).toList();

            assertThat(tests).hasSizeGreaterThan(20);
            assertThat(tests.stream().flatMap(WaitsTest::waits)).isEmpty();
        }
    }

    private static Stream<String> waits(Path file) {
        try {
            return FOR_A_PROMISE
                    .matcher(Files.readString(file))
                    .results()
                    .map(found -> file.getFileName() + ": " + found.group());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
