package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs that {@code /tai-lieu} shows do what it says, copied from the page as they stand. */
@Served
final class ShownProgramsIT {
    @TempDir
    Path folder;

    private final Program program;
    private final Client client;

    ShownProgramsIT(Program program, Client client) {
        this.program = program;
        this.client = client;
    }

    @ParameterizedTest
    @CsvSource({
        "curl, sh, follow.sh, publish.sh",
        "node, node, follow.mjs, publish.mjs",
        "java, java, Follow.java, Publish.java",
        "python3, python3, follow.py, publish.py"
    })
    void whatOnePublishesTheOtherTells(String needs, String command, String follow, String publish) throws Exception {
        assumeThat(isThere(needs)).as(needs).isTrue();
        var follower = start(command, follow);
        try (var told = follower.inputReader()) {
            await(told.lines().iterator(), "sync");
            var publisher = start(command, publish);
            var answer = new String(publisher.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(publisher.waitFor()).as(answer).isZero();
            assertThat(answer).contains("\"eventId\":\"");
            var id = answer.replaceAll("(?s).*\"id\":(\\d+),\"url\".*", "$1");
            await(told.lines().iterator(), "\"id\":" + id + ",");
        } finally {
            follower.descendants().forEach(ProcessHandle::destroy);
            follower.destroy();
        }
    }

    private static void await(java.util.Iterator<String> lines, String words) {
        while (lines.hasNext()) if (lines.next().contains(words)) return;
        throw new AssertionError("the program ended without " + words);
    }

    private Process start(String command, String file) throws IOException {
        var page = Jsoup.parse(client.get("/tai-lieu").body());
        var shown = page.selectFirst("#" + file.replace('.', '-'));
        assertThat(shown).as(file).isNotNull();
        assertThat(shown.wholeText()).contains(":" + program.site().getPort());
        Files.writeString(folder.resolve(file), shown.wholeText());
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(command.equals("java") ? java : command, file).directory(folder.toFile());
        builder.environment().put("TINMOI_TOKEN", Program.TOKEN);
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static boolean isThere(String command) {
        var folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Stream.concat(folders.stream(), Stream.of(System.getProperty("java.home") + "/bin"))
                .anyMatch(one -> Files.isExecutable(Path.of(one, command)));
    }
}
