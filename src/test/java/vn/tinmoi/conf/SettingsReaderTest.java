package vn.tinmoi.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {
    @TempDir
    Path folder;

    @Test
    void withoutAnythingTheDefaultsHold() {
        var settings = read(Map.of());

        assertThat(settings.http()).isEqualTo(new Settings.Listener("0.0.0.0", 8080));
        assertThat(settings.management()).isEqualTo(new Settings.Listener("127.0.0.1", 8081));
        assertThat(settings.database()).isNull();
        assertThat(settings.siteName()).isEqualTo("Tin mới");
        assertThat(settings.zone().getId()).isEqualTo("Asia/Ho_Chi_Minh");
        assertThat(settings.sample()).isTrue();
        assertThat(settings.newVisitsPerMinute()).isEqualTo(600);
        assertThat(settings.maxStreamsPerAddress()).isEqualTo(-1);
        assertThat(settings.maxWritesPerSecond()).isEqualTo(50);
        assertThat(settings.allowedOrigins()).isEmpty();
    }

    @Test
    void logsAreAsChosen() {
        assertThat(read(Map.of()).accessLog()).isEqualTo(Settings.AccessFormat.OFF);
        assertThat(read(Map.of()).jsonLog()).isFalse();
        assertThat(read(Map.of("TINMOI_ACCESS_LOG", "Combined")).accessLog()).isEqualTo(Settings.AccessFormat.COMBINED);
        assertThat(read(Map.of("TINMOI_LOG_FORMAT", "json")).jsonLog()).isTrue();
        assertThatThrownBy(() -> read(Map.of("TINMOI_ACCESS_LOG", "all")))
                .hasMessageContainingAll("access.log", "one of off, common, combined, json", "\"all\"");
    }

    @Test
    void secretsStandInFiles() throws IOException {
        var token = Files.writeString(folder.resolve("token"), "t".repeat(32) + "\r\n");
        var url = Files.writeString(folder.resolve("url"), "postgresql://u:p@h/d\n\n");

        var settings = read(Map.of(
                "TINMOI_API_TOKEN_FILE",
                token.toString(),
                "TINMOI_API_TOKEN",
                "",
                "TINMOI_DATABASE_URL_FILE",
                url + " ",
                "TINMOI_ADMIN_PASSWORD_FILE",
                ""));

        assertThat(settings.apiToken()).isEqualTo("t".repeat(32));
        assertThat(settings.database()).isEqualTo("postgresql://u:p@h/d");
        assertThat(settings.adminPassword()).isNull();
    }

    @Test
    void aSecretsFileThatCannotBeUsedStopsTheStart() throws IOException {
        var empty = Files.writeString(folder.resolve("empty"), "\n");
        var two = Files.writeString(folder.resolve("two"), "secret-a\nsecret-b\n");
        var bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xC3});
        var large = Files.write(folder.resolve("large"), new byte[20_000]);
        assertSecretRefused(folder.resolve("nowhere"), "is not there");
        assertSecretRefused(folder, "cannot be read");
        assertSecretRefused(empty, "is empty");
        assertSecretRefused(two, "has several lines");
        assertSecretRefused(bytes, "is not UTF-8");
        assertSecretRefused(large, "is larger than");
        assertThatThrownBy(() ->
                        read(Map.of("TINMOI_REDIS_URL_FILE", two.toString(), "TINMOI_REDIS_URL", "redis://:secret@h")))
                .hasMessage("TINMOI_REDIS_URL and TINMOI_REDIS_URL_FILE are both set: keep one of them");
        assertThatThrownBy(() -> read(Map.of("TINMOI_HTTP_PORT_FILE", two.toString())))
                .hasMessageContaining("TINMOI_HTTP_PORT_FILE");
    }

    private void assertSecretRefused(Path file, String why) {
        assertThatThrownBy(() -> read(Map.of("TINMOI_REDIS_URL_FILE", file.toString())))
                .isInstanceOf(SettingsReader.UnusableSetting.class)
                .hasMessageContainingAll("TINMOI_REDIS_URL_FILE", file.toString(), why)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret-"));
    }

    @Test
    void otherSitesAreReadAsBrowsersNameThem() {
        var settings = read(Map.of("TINMOI_ALLOWED_ORIGINS", "HTTPS://Bang.example:443/, http://my_host:3000"));

        assertThat(settings.allowedOrigins())
                .containsExactlyInAnyOrder(
                        new Origin("https", "bang.example", 443), new Origin("http", "my_host", 3000));
        assertThat(read(Map.of("TINMOI_ALLOWED_ORIGINS", " * ")).allowedOrigins())
                .containsExactly(Origin.ANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bang.example",
                "https://",
                "https://a/b",
                "ftp://a",
                "https://a:99999",
                "null",
                "https://*.a/x",
                "https://u@a"
            })
    void otherSitesThatCannotBeReadStopTheStart(String text) {
        assertThatThrownBy(() -> read(Map.of("TINMOI_ALLOWED_ORIGINS", "https://a.example, " + text)))
                .hasMessageContaining("allowed.origins")
                .hasMessageEndingWith("but is \"" + text + "\"");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(folder.resolve("t.properties"), "http.port=1\nsite.name=Báo Thủy Lam\n");

        var settings = read(Map.of("TINMOI_HTTP_PORT", "2", "PATH", "/bin"));

        assertThat(settings.http().port()).isEqualTo(2);
        assertThat(settings.siteName()).isEqualTo("Báo Thủy Lam");
    }

    @Test
    void unknownKeysStopTheStartWithTheirName() throws IOException {
        Files.writeString(folder.resolve("t.properties"), "http.prot=1\n");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingsReader.UnusableSetting.class)
                .hasMessageContaining("http.prot")
                .hasMessageContaining("t.properties");
        Files.writeString(folder.resolve("t.properties"), "");
        assertThatThrownBy(() -> read(Map.of("TINMOI_HTTP_PROT", "1"))).hasMessageContaining("TINMOI_HTTP_PROT");
    }

    @Test
    void unusableValuesSayWhatWasExpected() {
        assertThatThrownBy(() -> read(Map.of("TINMOI_HTTP_PORT", "eighty")))
                .hasMessage("http.port (environment variable TINMOI_HTTP_PORT) must be a whole number from 0 to 65535,"
                        + " but is \"eighty\"");
        assertThatThrownBy(() -> read(Map.of("TINMOI_SITE_ZONE", "Sao Hỏa"))).hasMessageContaining("Asia/Ho_Chi_Minh");
        assertThatThrownBy(() -> read(Map.of("TINMOI_SITE_URL", "mailto:a"))).hasMessageContaining("site.url");
        assertThatThrownBy(() -> read(Map.of("TINMOI_API_TOKEN", "short"))).hasMessageContaining("32 characters");
        assertThatThrownBy(() -> read(Map.of("TINMOI_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8, proxy")))
                .hasMessage(
                        "trusted.proxies (environment variable TINMOI_TRUSTED_PROXIES) must be addresses or ranges such"
                                + " as 127.0.0.1, 10.0.0.0/8, fd00::/8, but is \"proxy\"");
        assertThatThrownBy(() -> read(Map.of("TINMOI_SAMPLE", "maybe"))).hasMessageContaining("true or false");
    }

    @Test
    void aBadUrlIsNotQuotedBecauseItMayHoldAPassword() {
        assertThatThrownBy(() -> read(Map.of("TINMOI_DATABASE_URL", "postgresql://u:secret pw@h/db")))
                .hasMessageContaining("database.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void everySettingStandsInTheShippedFile() throws IOException {
        var shipped = Files.readString(Path.of("conf/tinmoi.properties"));
        Files.writeString(folder.resolve("t.properties"), shipped.replaceAll("(?m)^#([a-z.-]+=)", "$1"));

        assertThat(read(Map.of())).isEqualTo(SettingsReader.read(folder.resolve("absent"), Map.of()));
    }

    private Settings read(Map<String, String> environment) {
        return SettingsReader.read(folder.resolve("t.properties"), environment);
    }
}
