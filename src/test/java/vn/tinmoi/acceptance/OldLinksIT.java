package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A portal that moves here brings its links along. */
final class OldLinksIT {
    @TempDir
    Path folder;

    @Test
    void importedAddressesLeadToThePagesOfARunningNode() throws IOException {
        var settings = Program.settings("TINMOI_SITE_URL=https://tin.example.vn");
        try (var node = Program.serve(folder, settings)) {
            var client = new Client(node.site());

            var refused = bringIn(settings, "old,new", "/cu/1.html,/chuyen-muc/kinh-te", "/rss.xml,/chuyen-muc/xa-hoi");
            var taken = bringIn(settings, "old,new", "/cu/1.html,https://tin.example.vn/chuyen-muc/kinh-te");

            assertThat(refused).startsWith("1 ").contains("line 3: This site itself has something at /rss.xml");
            assertThat(taken).startsWith("0 ").contains("1 new, 0 changed, 0 unchanged");
            var answer = client.get("/cu/1.html?tu=zalo");
            assertThat(answer.statusCode()).isEqualTo(301);
            assertThat(answer.headers().firstValue("location")).contains("/chuyen-muc/kinh-te?tu=zalo");
            assertThat(client.get("/rss.xml").statusCode()).isEqualTo(200);
        }
    }

    /** The exit code and what was said. */
    private String bringIn(Map<String, String> settings, String... lines) throws IOException {
        var file = Files.writeString(folder.resolve("old.csv"), String.join("\n", lines));
        try (var program = Program.run(folder, settings, "redirects", "import", file.toString())) {
            return program.exitCode(60) + " " + program.out() + program.err();
        }
    }
}
