package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which stories are read, and how often. */
final class ReadsTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final TestClock clock = new TestClock("2026-11-23T05:10:00Z");
    private final Site site = new Site(clock);
    private final Site.Node one = site.node();
    private final Site.Node other = site.node();

    @BeforeEach
    void stories() {
        Site.wait(one.visits.prepare());
        Site.wait(other.visits.prepare());
        Site.wait(site.database.query("""
                INSERT INTO article (id, version, category, slug, title, status, published_at)
                SELECT n, 1, 'tin-tuc', 'tin-' || n, 'Tin ' || n, CASE n WHEN 9 THEN 'withdrawn' ELSE 'published' END, now()
                  FROM generate_series(1, 9) AS n""", Tuple.tuple()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aSessionReadsAStoryOnceInAVisit() {
        beacon(one, 1, 7);
        beacon(one, 1, 7);
        beacon(other, 1, 7);
        beacon(other, 1, 8);
        beacon(one, 2, 7);
        assertThat(mostRead()).isEqualTo("7:2 8:1");

        clock.passMinutes(30); // another visit
        beacon(one, 1, 7);

        assertThat(mostRead()).isEqualTo("7:3 8:1");
    }

    @Test
    void withoutRedisANodeCountsReadsByItsMemory() {
        beacon(one, 1, 7);
        beats();
        one.redisAway = true;
        beacon(one, 1, 7);
        beacon(one, 1, 8);
        beats();
        one.redisAway = false;
        beats();
        beacon(other, 1, 8);

        assertThat(mostRead()).isEqualTo("8:1 7:1");
    }

    @Test
    void aStreamsTopicsAndThePageItComesFromAreStories() {
        one.visits.audience().arrived(asking(1, Map.of("topics", "news,article/3,article/4,article/x"), ""), "sse");
        one.visits.beacon(asking(2, Map.of(), "https://tin.example.vn/bai-viet/cau-moi-147-2024-5"));
        one.visits.beacon(asking(3, Map.of(), "http://localhost:8080/en/bai-viet/cau-moi-5?utm=1#top"));
        one.visits.beacon(asking(4, Map.of(), "https://tin.example.vn/chuyen-muc/tin-tuc-6"));
        one.visits.beacon(asking(5, Map.of("article", "2 or 1=1"), "https://tin.example.vn/"));

        assertThat(mostRead()).isEqualTo("5:2 4:1 3:1");
    }

    @Test
    void storiesThatAreUnknownOrWithdrawnAreNotShown() {
        beacon(one, 1, 999_999);
        beacon(one, 1, 9);
        beacon(one, 1, 1);

        assertThat(mostRead()).isEqualTo("1:1");
    }

    @Test
    void readsOfADayAgoAreNotAmongTheLast24Hours() {
        beacon(one, 1, 1);
        beats();
        clock.pass(Duration.ofHours(23));
        assertThat(mostRead()).isEqualTo("1:1");

        clock.pass(Duration.ofHours(1));

        assertThat(mostRead()).isEmpty();
    }

    @Test
    void aVisitThatReadsWithoutEndIsNoLongerBelieved() {
        for (int article = 1000; article < 1300; article++) beacon(one, 1, article);
        beacon(one, 1, 1);

        assertThat(mostRead()).isEmpty();
    }

    @Test
    void aRepeatedBatchReadsNothingTwice() {
        beacon(one, 1, 7);
        one.answersLost = 1;
        beats();

        assertThat(mostRead()).isEqualTo("7:1");
    }

    private static void beacon(Site.Node node, int reader, long article) {
        node.visits.beacon(asking(reader, Map.of("article", Long.toString(article)), ""));
        Site.wait(node.visits.decide());
    }

    private static HttpServerRequest asking(int reader, Map<String, String> parameters, String referer) {
        var headers = Map.of("User-Agent", Requests.BROWSER, "Referer", referer);
        return new Requests(HttpMethod.POST, headers, Requests.session(reader), parameters).request();
    }

    private void beats() {
        var shown = new ArrayList<Long>();
        for (var node : List.of(one, other, one, other)) shown.add(node.beat().total());
        assertThat(shown).isSorted();
    }

    private String mostRead() {
        beats();
        return Site.wait(one.visits.history().mostRead(DAY, 10)).stream()
                .map(read -> read.article() + ":" + read.reads())
                .collect(Collectors.joining(" "));
    }
}
