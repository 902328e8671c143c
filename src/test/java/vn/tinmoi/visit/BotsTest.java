package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The vendored list and the readers' browsers, all of them. */
final class BotsTest {
    private static final String LIST = "/crawlers/crawler-user-agents.json";

    private final Bots bots = new Bots(CrawlerList.read());

    @Test
    void everyExampleOfTheListIsSetAside() throws IOException {
        var counted = new ArrayList<String>();
        int examples = 0;
        for (var entry : list()) {
            if (CrawlerList.READERS.contains(entry.path("pattern").asText())) continue;
            for (var agent : entry.path("instances")) {
                examples++;
                if (bots.reason(agent.asText(), false) == null) counted.add(agent.asText());
            }
        }

        assertThat(counted).isEmpty();
        assertThat(examples).isGreaterThan(2000);
    }

    @Test
    void whatTheListNamesIsSetAsideWhateverCookieItSends() throws IOException {
        for (var entry : list()) {
            if (CrawlerList.READERS.contains(entry.path("pattern").asText())) continue;
            for (var agent : entry.path("instances")) {
                assertThat(bots.reason(agent.asText(), true))
                        .as(agent.asText())
                        .isIn("bot", "automated", "load-test", "program");
            }
        }
    }

    @Test
    void everyReaderIsCounted() {
        var readers = readers();

        assertThat(readers)
                .hasSizeGreaterThan(300)
                .allSatisfy(
                        agent -> assertThat(bots.reason(agent, false)).as(agent).isNull());
    }

    @Test
    void loadToolsAreSetAsideWhateverCookieTheySend() {
        for (var agent : List.of(
                "Gatling/3.14",
                "Grafana k6/1.2.0",
                "k6/0.50.0 (https://k6.io/)",
                "wrk/4.2",
                "ab/2.3",
                "Apache-HttpClient/4.5 (JMeter)")) {
            assertThat(bots.reason(agent.toLowerCase(java.util.Locale.ROOT), true))
                    .as(agent)
                    .isEqualTo("load-test");
        }
        assertThat(bots.reason(
                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0 Safari/537.36", true))
                .isEqualTo("automated");
    }

    @Test
    void theListIsTheOneThatItsNoteNames() throws Exception {
        var note = new String(resource("/crawlers/README.md"), StandardCharsets.UTF_8);
        var digest = MessageDigest.getInstance("SHA-256").digest(resource(LIST));

        assertThat(note).contains("sha256: " + HexFormat.of().formatHex(digest));
        assertThat(note).containsPattern(Pattern.compile("version: \\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void anExpressionIsFoundByItsLongestPlainPart() {
        assertThat(BotPattern.of("[wW]get").getFirst().literal()).isEqualTo("get");
        assertThat(BotPattern.of("Ahrefs(Bot|SiteAudit)").getFirst().literal()).isEqualTo("Ahrefs");
        assertThat(BotPattern.of("Chirp|gotosocial"))
                .extracting(BotPattern::literal)
                .containsExactly("Chirp", "gotosocial");
        assertThat(BotPattern.of("AHC\\/").getFirst()).isEqualTo(new BotPattern("AHC/", null));
        var signatures =
                new BotPatterns(Map.of("strong", List.of("^BW\\/", "colou?r"), "weak", List.of("xBW")), "weak");
        assertThat(signatures.reason("xBW/1 color")).isEqualTo("strong");
        assertThat(signatures.reason("xBW/1 colr")).isEqualTo("weak");
        assertThat(signatures.reason("x")).isNull();
    }

    /** Prints what it costs; no deadline, because machines are shared. */
    @Test
    void aVerdictCostsLittle() {
        var readers = readers();
        long began = 0;
        long kept = 0;
        for (int round = 0; round < 60; round++) {
            if (round == 40) began = System.nanoTime();
            for (var agent : readers) if (bots.reason(agent, false) == null) kept++;
        }
        System.out.printf(
                "a verdict on a browser's user agent: %d ns%n", (System.nanoTime() - began) / (20L * readers.size()));

        assertThat(kept).isEqualTo(60L * readers.size());
    }

    private static JsonNode list() throws IOException {
        return new ObjectMapper().readTree(resource(LIST));
    }

    static List<String> readers() {
        try {
            return new String(resource("/visit/readers.txt"), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var file = BotsTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }
}
