package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.AddressRange;
import vn.tinmoi.metric.Metrics;

final class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(ranges("127.0.0.0/8", "10.0.0.7", "fd00::/8"));

    @Test
    void theLastHopThatIsNoProxyOfOursIsTheClient() {
        assertThat(behindProxy("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(behindProxy("1.2.3.4, 203.0.113.9, 10.0.0.7")).isEqualTo("203.0.113.9");
        assertThat(behindProxy("203.0.113.9, fd12::1")).isEqualTo("203.0.113.9");
        assertThat(addresses.behindProxy("127.0.0.1", List.of("1.2.3.4", "203.0.113.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void aProxyIsBelievedWhereverInItsRangeItIs() {
        assertThat(addresses.of(request("127.8.9.1", "203.0.113.9"))).isEqualTo("203.0.113.9");
        assertThat(addresses.of(request("fdff:0:0:0:0:0:0:1", "203.0.113.9"))).isEqualTo("203.0.113.9");
        assertThat(addresses.of(request("0:0:0:0:0:ffff:7f00:1", "203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(addresses.of(request("128.0.0.1", "203.0.113.9"))).isEqualTo("128.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9:5123, 203.0.113.9",
        "[2001:db8::1]:443, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "2001:0ee0:0000:0001:0000:0000:0000:0001, 2001:ee0:0:1::1",
        "2001:EE0:0:1:0:0:0:1, 2001:ee0:0:1::1",
        "::ffff:1.2.3.4, 1.2.3.4",
        "0:0:0:0:0:ffff:102:304, 1.2.3.4",
        "fe80::1%eth0, fe80::1",
        "fe80:0::1, fe80::1"
    })
    void oneAddressHasOneText(String written, String text) {
        assertThat(behindProxy(written)).isEqualTo(text);
        if (!written.endsWith("5123") && !written.matches(".*[\\[%].*"))
            assertThat(addresses.of(request(written, "1.1.1.1"))).isEqualTo(text);
    }

    @Test
    void whatIsNoAddressIsNotBelieved() {
        for (var claim : List.of(
                "unknown", "1.2.3.4, <script>", "1.2.3.4:port", "[::1", "[::1]x", "1.2.3", "tin.example.vn", "", " , "))
            assertThat(behindProxy(claim)).as(claim).isEqualTo("127.0.0.1");
        assertThat(behindProxy("1".repeat(9_000))).isEqualTo("127.0.0.1");
        assertThat(addresses.behindProxy("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
    }

    @Test
    void aProxyThatNobodyNamedIsTold() {
        var seen = new AtomicInteger();
        var nobody = new ClientAddress(List.of(), List.of(), seen::incrementAndGet);

        assertThat(nobody.of(request("127.0.0.1", "203.0.113.9"))).isEqualTo("127.0.0.1");
        assertThat(nobody.of(request("127.0.0.1"))).isEqualTo("127.0.0.1");

        assertThat(seen).hasValue(1);
    }

    @Test
    void itIsCountedEachTimeAndSaidOnceAnHour() {
        var now = new AtomicReference<>(Instant.parse("2026-11-26T01:00:00Z"));
        var metrics = new Metrics();
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        var log = (Logger) LoggerFactory.getLogger(UnbelievedProxy.class);
        log.addAppender(said);
        var told = new UnbelievedProxy(metrics, now::get);
        for (int minute = 0; minute < 120; minute++) {
            told.run();
            now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(1)));
        }

        assertThat(metrics.scrape()).contains("tinmoi_forwarded_unbelieved_total 120.0");
        assertThat(said.list).hasSize(2);
        log.detachAppender(said);
    }

    private String behindProxy(String forwardedFor) {
        return addresses.behindProxy("127.0.0.1", List.of(forwardedFor));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }

    private static HttpServerRequest request(String peer, String... forwardedFor) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var hops : forwardedFor) headers.add("X-Forwarded-For", hops);
        return (HttpServerRequest) Proxy.newProxyInstance(
                ClientAddressTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(9, peer);
                    case "headers" -> headers;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
