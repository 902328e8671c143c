package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinmoi.conf.Settings.AccessFormat;

final class AccessLogTest {
    private static final AccessLog.Line LINE = new AccessLog.Line(
            "203.0.113.77",
            "GET",
            "/a?q=\"x\"\\",
            "HTTP/1.1",
            200,
            1234,
            null,
            "Mozilla\n\"5.0\" Tin mới",
            0.25,
            "id-1");

    private static String text(AccessFormat format, AccessLog.Line line) {
        return new AccessLog(format, new ClientAddress(List.of()), () -> Instant.parse("2026-11-27T15:31:45Z"))
                .text(line);
    }

    @Test
    void commonAndCombinedAreAsWebServersWriteThem() {
        var common = "203.0.113.0 - - [27/Nov/2026:15:31:45 +0000] \"GET /a?q=\\\"x\\\"\\\\ HTTP/1.1\" 200 1234";

        assertThat(text(AccessFormat.COMMON, LINE)).isEqualTo(common);
        assertThat(text(AccessFormat.COMBINED, LINE))
                .isEqualTo(common + " \"-\" \"Mozilla\\u000a\\\"5.0\\\" Tin m\\u1edbi\"");
    }

    @Test
    void jsonHasEveryPartAndTheNetworkAlone() {
        assertThat(new JsonObject(text(AccessFormat.JSON, LINE)))
                .isEqualTo(new JsonObject()
                        .put("time", "2026-11-27T15:31:45Z")
                        .put("network", "203.0.113.0/24")
                        .put("method", "GET")
                        .put("target", "/a?q=\"x\"\\")
                        .put("protocol", "HTTP/1.1")
                        .put("status", 200)
                        .put("bytes", 1234)
                        .put("seconds", 0.25)
                        .putNull("referer")
                        .put("agent", "Mozilla\n\"5.0\" Tin mới")
                        .put("request", "id-1"));
    }

    @Test
    void anAddressOfSixteenBytesLosesItsHouse() {
        var line = new AccessLog.Line("2001:db8:1:2:3:4:5:6", "GET", "/", "HTTP/1.1", 304, 0, null, null, 0, null);

        assertThat(text(AccessFormat.COMMON, line))
                .startsWith("2001:db8:1:2:: - - [")
                .endsWith("304 -");
    }

    /** A page that an invitation opens asks for its scripts with its own address. */
    @Test
    void ofAReferringPageOfTheNewsroomOnlyThatIsSaid() {
        for (var format : List.of(AccessFormat.COMBINED, AccessFormat.JSON)) {
            for (var secret :
                    List.of("https://tin.example/toa-soan/moi/s3cret", "http://[::1]:8080/en/toa-soan/moi/s3cret?x=/"))
                assertThat(text(format, from(secret))).contains("/toa-soan\"").doesNotContain("s3cret");
            assertThat(text(format, from("https://tin.example/a/1?q=/toa-soan/x")))
                    .contains("/a/1?q=/toa-soan/x");
        }
    }

    private static AccessLog.Line from(String referer) {
        return new AccessLog.Line("203.0.113.77", "GET", "/static/x.js", "HTTP/1.1", 200, 1, referer, null, 0, null);
    }
}
