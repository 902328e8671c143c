package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.SharedData;

/** Real feeds and ninjs documents come in once, and a second time change nothing. */
final class ImportIT {
    @TempDir
    Path folder;

    @Test
    void aSecondImportChangesNothing() throws IOException {
        var settings = Program.settings("TINMOI_SAMPLE=false");

        var firstTime = bringIn(settings);
        var secondTime = bringIn(settings);

        assertThat(firstTime).contains(" new, 0 changed, 0 unchanged").doesNotContain(": 0 new");
        assertThat(secondTime).contains(": 0 new, 0 changed, ");
        try (var program = Program.serve(folder, settings)) {
            var client = new Client(program.site());
            var page = client.get("/api/v1/articles?limit=100").body();
            assertThat(page).contains("Using vale with vim", "Captain of wrecked cruise ship on trial in Italy");
        }
    }

    private String bringIn(Map<String, String> settings) throws IOException {
        var words = new ArrayList<>(
                List.of("import", SharedData.at("feeds/large_rss.xml").toString()));
        try (var files = Files.list(SharedData.at("ninjs"))) {
            files.sorted().map(Path::toString).forEach(words::add);
        }
        try (var program = Program.run(folder, settings, words.toArray(String[]::new))) {
            assertThat(program.exitCode(60)).as(program.err()).isZero();
            return program.out();
        }
    }
}
