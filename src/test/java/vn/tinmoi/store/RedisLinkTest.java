package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

final class RedisLinkTest {
    private static final String SPIN = """
            local function now() local t = redis.call('TIME') return t[1] * 1000 + t[2] / 1000 end
            local over = now() + 800
            while now() < over do end
            return 1""";
    private static final Request PING = Request.cmd(Command.PING);

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        TestBackends.wait(vertx.close());
    }

    @Test
    void aProbedLinkAnswersCommandsInOrder() {
        var link = probed(TestBackends.freshRedis());

        var set = link.send(Request.cmd(Command.SET).arg("a").arg("một"));
        var asked = link.send(Request.cmd(Command.GET).arg("a"));

        assertThat(TestBackends.wait(asked)).hasToString("một");
        assertThat(set.succeeded()).isTrue();
        assertThat(TestBackends.wait(link.send(Request.cmd(Command.GET).arg("b"))))
                .isNull();
        assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"redis\"} 1.0");
    }

    @Test
    void resultsComeOnTheContextOfTheCaller() {
        var link = probed(TestBackends.freshRedis());
        var context = vertx.getOrCreateContext();
        var seen = Promise.<Boolean>promise();

        context.runOnContext(
                now -> link.send(PING).onComplete(pong -> seen.complete(Vertx.currentContext() == context)));

        assertThat(TestBackends.wait(seen.future())).isTrue();
    }

    @Test
    void aScriptRunsBySourceOnceAndByDigestAfterwards() {
        var link = probed(TestBackends.freshRedis());
        var script = new Script("return {KEYS[1], ARGV[1]} -- " + Instant.now());

        var first = TestBackends.wait(link.eval(script, List.of("k"), List.of("v")));
        var known = TestBackends.wait(
                link.send(Request.cmd(Command.SCRIPT).arg("EXISTS").arg(script.sha1())));
        var second = TestBackends.wait(link.eval(script, List.of("k"), List.of("w")));

        assertThat(first).hasToString("[k, v]");
        assertThat(known).hasToString("[1]");
        assertThat(second).hasToString("[k, w]");
    }

    @Test
    void aWrongCommandFailsWithTheWordsOfRedisAndKeepsTheLink() {
        var link = probed(TestBackends.freshRedis());
        TestBackends.wait(link.send(Request.cmd(Command.SET).arg("a").arg("text")));

        assertThatThrownBy(() ->
                        TestBackends.wait(link.send(Request.cmd(Command.INCR).arg("a"))))
                .hasMessageContaining("not an integer");
        assertThat(link.up()).isTrue();
    }

    @Test
    void commandsFailAtOnceWhileRedisIsAwayAndWorkAgainAfterItIsBack() {
        try (var server = TestBackends.ownRedis()) {
            var link = probed(server.url());
            TestBackends.wait(link.send(Request.cmd(Command.SET).arg("a").arg("kept")));

            server.kill();
            Await.until(() -> !link.up());

            assertThat(link.send(PING).cause()).as("at once").isInstanceOf(Problem.class);
            assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"redis\"} 0.0");

            server.restart();
            Await.until(link::up);
            TestBackends.wait(link.send(PING));
        }
    }

    @Test
    void aRedisThatHangsCostsHalfASecondOnceAndNothingAfterwards() {
        try (var server = TestBackends.ownRedis()) {
            var link = probed(server.url());

            server.pause();
            assertThat(failure(Sooner.than(1_000, vertx, () -> link.send(PING))))
                    .isInstanceOf(Problem.class);
            Await.until(() -> !link.up());
            assertThat(link.send(PING).cause()).as("at once").isInstanceOf(Problem.class);

            server.resume();
            Await.until(link::up);
            TestBackends.wait(link.send(PING));
        }
    }

    @Test
    void oneLateAnswerIsNoOutageAndOpensNoConnection() {
        var link = probed(TestBackends.freshRedis());
        var name = Request.cmd(Command.CLIENT).arg("ID");
        var before = TestBackends.wait(link.send(name)).toLong();

        var late = link.send(Request.cmd(Command.EVAL).arg(SPIN).arg(0)); // Redis' only thread, for 0.8 s
        assertThat(failure(late)).isInstanceOf(Problem.class);
        assertThat(link.there()).isTrue();
        Await.until(() -> metrics.scrape().contains("tinmoi_store_misses_total{name=\"redis\",reason=\"silent\"}"));
        Await.until(link::up); // only after it was not: what failed above is told before the link is set aside

        assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"redis\"} 1.0");
        assertThat(TestBackends.wait(link.send(name)).toLong()).isEqualTo(before);
    }

    @Test
    void aRedisThatWasStartedHasItsData() {
        try (var server = TestBackends.ownRedis()) {
            var client = Redis.createClient(vertx, server.url());
            TestBackends.wait(client.send(Request.cmd(Command.EVAL)
                    .arg("for i = 1, 400000 do redis.call('SET', i, i) end")
                    .arg(0)));

            server.restart();

            assertThat(TestBackends.wait(client.send(Request.cmd(Command.DBSIZE)))
                            .toInteger())
                    .isEqualTo(400_000);
            TestBackends.wait(client.close());
        }
    }

    @Test
    void aRedisThatIsLateAtTheStartIsWaitedFor() {
        try (var server = TestBackends.ownRedis()) {
            server.pause();
            var probe = RedisLink.open(vertx, server.url(), metrics).probe();
            TestBackends.wait(vertx.timer(2_500, TimeUnit.MILLISECONDS)); // longer than a dial that is made again

            server.resume();

            TestBackends.wait(probe);
        }
    }

    @Test
    void aLinkThatWasOpenedBeforeItsServerComesUpWithIt() {
        try (var server = TestBackends.ownRedis()) {
            server.stop();
            var link = RedisLink.open(vertx, server.url(), metrics);

            server.restart();

            Await.until(link::up);
        }
    }

    @Test
    void wrongAddressesGetOneClearSentenceWithoutThePassword() throws Exception {
        var right = TestBackends.freshRedis();
        var host = right.substring(right.indexOf('@') + 1);

        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            var expected = Map.of(
                    "redis://:s3cret@127.0.0.1:1",
                    "cannot be reached",
                    "redis://:s3cret@nowhere.invalid:6379",
                    "nowhere.invalid",
                    "redis://:s3cret@" + host,
                    "refuses the password",
                    right.replaceFirst("/\\d+$", "/99999"),
                    "no such database number",
                    "rediss://:s3cret@" + host,
                    "Redis at 127.0.0.1",
                    "http://:s3cret@127.0.0.1",
                    "TINMOI_REDIS_URL",
                    "redis://:s3cret @127.0.0.1",
                    "TINMOI_REDIS_URL",
                    "redis://:s3cret@127.0.0.1:" + silent.getLocalPort(),
                    "does not answer in time");
            var said = expected.keySet().stream() // all at once: some take their 9 s
                    .collect(Collectors.toMap(
                            url -> url,
                            url -> CompletableFuture.supplyAsync(() -> sentence(url), Thread::startVirtualThread)));

            expected.forEach(
                    (url, words) -> assertThat(said.get(url).join()).as(url).contains(words));
        }
    }

    @Test
    void theWaitBetweenTriesGrowsToFiveSecondsAtMost() {
        for (int attempt = 0; attempt < 70; attempt++)
            assertThat(RedisLink.delay(attempt)).isBetween(50L, 5_000L);
        assertThat(RedisLink.delay(0)).isLessThanOrEqualTo(100);
        assertThat(RedisLink.delay(20)).isGreaterThanOrEqualTo(2_500);
    }

    private RedisLink probed(String url) {
        var link = RedisLink.open(vertx, url, metrics);
        TestBackends.wait(link.probe());
        assertThat(link.up()).isTrue();
        return link;
    }

    private String sentence(String url) {
        var link = RedisLink.open(vertx, url, metrics);
        var failure = failure(Sooner.than(10_000, vertx, link::probe));
        TestBackends.wait(link.close());
        assertThat(failure).isInstanceOf(BackendFailed.class);
        assertThat(failure.getMessage()).doesNotContain("s3cret").startsWith("Redis at");
        return failure.getMessage();
    }

    private static Throwable failure(Future<?> future) {
        return TestBackends.wait(future.<Throwable>map(value -> {
                    throw new AssertionError("expected a failure, got " + value);
                })
                .otherwise(failure -> failure));
    }
}
