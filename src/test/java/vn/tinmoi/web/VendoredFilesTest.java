package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.tinmoi.text.Sha256;

/** What others wrote is here as they wrote it, with its licence, and its README says what it is. */
final class VendoredFilesTest {
    private static final Pattern SUM = Pattern.compile("\\| (\\S+) \\| ([0-9a-f]{64}) \\|");

    static Stream<Path> folders() throws IOException {
        return Stream.concat(Files.list(Path.of("webroot/vendor")), Stream.of(Path.of("src/main/resources/passwords")));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyFileHasTheSumThatItsReadmeNames(Path folder) throws IOException {
        var readme = Files.readString(folder.resolve("README.md"));

        assertThat(sums(folder)).isEqualTo(named(readme)).containsKey("LICENSE");
        assertThat(readme).containsPattern("version: \\d+\\.\\d+\\.\\d+\n");
    }

    private static Map<String, String> named(String readme) {
        return SUM.matcher(readme).results().collect(Collectors.toMap(sum -> sum.group(1), sum -> sum.group(2)));
    }

    private static Map<String, String> sums(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("README.md"))
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), VendoredFilesTest::sum));
        }
    }

    private static String sum(Path file) {
        try {
            return Sha256.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
