package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.acceptance.FaithfulReader.Goodbye;

/** Two nodes under publishing: one is stopped in good order and started again, then the other is killed. */
final class RollingRestartIT {
    private static final int READERS = 40;

    private final Map<String, String> settings = Program.settings("TINMOI_SAMPLE=false");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Program first;
    private Program second;
    private List<URI> sites;
    private List<FaithfulReader> readers;
    private SteadyPublisher publisher;
    private long begun;

    @BeforeEach
    void readersOnBothNodes() {
        first = Program.serve(settings);
        second = Program.serve(settings);
        sites = List.of(first.site(), second.site());
        readers = IntStream.range(0, READERS)
                .mapToObj(reader -> new FaithfulReader(http, sites, reader % 2))
                .toList();
        begun = readers.stream().mapToLong(reader -> reader.await(0)).min().orElseThrow();
        publisher = new SteadyPublisher(sites);
    }

    @AfterEach
    void stop() {
        publisher.close();
        readers.forEach(FaithfulReader::close);
        first.close();
        second.close();
    }

    @Test
    void everyReaderGetsEveryStoryOnceWhileNodesStopAndDie() throws Exception {
        publisher.more(40);
        assertThat(publisher.silentNodes()).isEmpty();

        stopTheFirstInGoodOrder();
        publisher.more(20);
        assertThat(publisher.silentNodes()).isSubsetOf(0);

        startTheFirstAgain();
        publisher.more(40);
        second.kill();
        publisher.more(60);

        int stories = publisher.finish();
        long last = begun + stories;
        assertThat(readers).allSatisfy(reader -> assertThat(reader.await(last)).isEqualTo(last));
        assertThat(readers).allSatisfy(reader -> assertThat(reader.faults()).isEmpty());
        assertThat(publisher.refused()).isEmpty();
        assertThat(publisher.articles()).hasSize(stories);
    }

    private void stopTheFirstInGoodOrder() throws InterruptedException {
        long asked = System.nanoTime();
        first.terminate();
        publisher.more(20);
        assertThat(statusOf(first.site())).as("readiness while draining").isEqualTo(503);
        assertThat(statusOf(first.management())).as("readiness while draining").isEqualTo(503);
        assertThat(statusOf(second.site())).as("readiness of the other").isEqualTo(200);

        assertThat(first.exitCode(60)).isZero();

        double exit = seconds(asked, System.nanoTime());
        var goodbyes = readers.stream()
                .flatMap(reader -> reader.goodbyes().stream())
                .filter(goodbye -> goodbye.node() == 0)
                .toList();
        assertThat(goodbyes).as("one for each stream of the node").hasSize(READERS / 2);
        assertThat(goodbyes.stream().map(Goodbye::retryMs).distinct()).hasSizeGreaterThan(READERS / 4);
        var ends = goodbyes.stream()
                .mapToDouble(goodbye -> seconds(asked, goodbye.nanos()))
                .summaryStatistics();
        assertThat(ends.getMax()).as("the last goodbye comes before the exit").isLessThan(exit);
        assertThat((ends.getMax() - ends.getMin()) / exit)
                .as("share of the stop that goodbyes are spread over")
                .isGreaterThan(0.3);
    }

    private void startTheFirstAgain() {
        settings.put("TINMOI_HTTP_PORT", String.valueOf(sites.getFirst().getPort()));
        first = Program.serve(settings);
        assertThat(statusOf(first.site())).as("readiness after the start").isEqualTo(200);
    }

    private static int statusOf(URI listener) {
        return new Client(listener).get("/health/ready").statusCode();
    }

    private static double seconds(long from, long to) {
        return (double) (to - from) / TimeUnit.SECONDS.toNanos(1);
    }
}
