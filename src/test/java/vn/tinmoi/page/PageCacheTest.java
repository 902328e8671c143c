package vn.tinmoi.page;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;

final class PageCacheTest {
    private Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void oneWritingServesAHundredReadersWhoComeAtOnce() {
        paper.story("Một tin");
        var go = new CountDownLatch(1);
        paper.whileWriting = () -> await(go);

        var readers = IntStream.range(0, 100).mapToObj(i -> ask("/")).toList();
        waitForWriting();
        go.countDown();

        for (var reader : readers) assertThat(reader.join().statusCode()).isEqualTo(200);
        assertThat(paper.written.get()).isEqualTo(1);
        double before = hits();
        assertThat(paper.get("/").statusCode()).isEqualTo(200);
        assertThat(paper.written.get()).isEqualTo(1);
        assertThat(hits()).isEqualTo(before + 1);
    }

    /** Who came when the page was written already is one, too. */
    private double hits() {
        return paper.metrics
                .scrape()
                .lines()
                .filter(line -> line.startsWith("tinmoi_pages_total{cache=\"hit\",page=\"front\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void whatIsKeptIsReadyAtItsAddressUntilItIsTouched() {
        var id = paper.story("Một tin");
        var address = "/bai-viet/mot-tin-" + id;
        assertThat(paper.cache.at(address)).as("never asked for").isNull();

        paper.get(address);
        assertThat(paper.cache.at(address)).isNotNull();
        assertThat(paper.cache.at(address + "?fbclid=1")).isNull();
        paper.behind = true;
        assertThat(paper.cache.at(address))
                .as("the route says that it may be stale")
                .isNull();
        paper.behind = false;
        paper.tell(EventText.REVISED, id);

        assertThat(paper.cache.at(address)).isNull();
    }

    @Test
    void aWithdrawnStoryIsReadyNowhere() {
        var id = paper.story("Một tin");
        for (var address : List.of("/bai-viet/mot-tin-" + id, "/rss.xml", "/")) paper.get(address);
        paper.withdraw(id);
        paper.tell(EventText.WITHDRAWN, id);

        for (var address : List.of("/bai-viet/mot-tin-" + id, "/rss.xml", "/")) {
            assertThat(paper.cache.at(address)).as(address).isNull();
        }
    }

    @Test
    void aDrawnCodeLastsUntilItsStoryIsWithdrawn() {
        var id = paper.story("Một tin");
        var code = "/a/" + id + "/qr.svg";
        paper.get(code);
        paper.publish("Tin khác");
        paper.tell(EventText.REVISED, id);
        paper.now = paper.now.plusSeconds(3_600);
        assertThat(paper.cache.at(code)).as("nothing that it shows has changed").isNotNull();

        paper.withdraw(id);
        paper.tell(EventText.WITHDRAWN, id);

        assertThat(paper.cache.at(code)).isNull();
        assertThat(paper.get(code).statusCode()).isEqualTo(410);
        assertThat(paper.cache.at(code)).isNull();
    }

    @Test
    void whatIsReadyShowsCountsOfTheLastTwoSeconds() {
        paper.get("/");
        paper.counts = new VisitCounts(8, 1235, 5679, 1234568, Newspaper.START, Newspaper.START, false);
        assertThat(paper.cache.at("/")).isNotNull();

        paper.now = paper.now.plusSeconds(2);

        assertThat(paper.cache.at("/")).isNull();
    }

    @Test
    void aPublishedStoryIsOnTheNextPage() {
        paper.story("Tin cũ");
        assertThat(titles("/")).containsExactly("Tin cũ");

        paper.publish("Tin vừa đăng");

        assertThat(titles("/")).containsExactlyInAnyOrder("Tin cũ", "Tin vừa đăng");
        assertThat(Jsoup.parse(paper.get("/").body()).body().attr("data-cursor"))
                .isEqualTo("e1-41");
    }

    @Test
    void aPageThatWasBeingWrittenWhenAStoryWasPublishedIsNotKept() {
        paper.story("Tin cũ");
        var writing = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        paper.whileWriting = () -> {
            writing.countDown();
            await(go);
        };
        var before = ask("/");
        await(writing);
        paper.publish("Tin vừa đăng");
        var after = ask("/");

        go.countDown();

        assertThat(before.join().body()).doesNotContain("Tin vừa đăng").contains("data-cursor=\"e1-40\"");
        assertThat(after.join().body()).contains("Tin vừa đăng").contains("data-cursor=\"e1-41\"");
        assertThat(titles("/")).contains("Tin vừa đăng");
        assertThat(paper.written.get()).isEqualTo(2);
    }

    @Test
    void theEditorsOwnNodeShowsAChangeBeforeItsEventIsBack() {
        var id = paper.story("Tin cũ");
        assertThat(paper.get("/bai-viet/mot-tin-" + id).body()).contains("Tin cũ");

        paper.change("UPDATE article SET title = 'Tin đã sửa', version = 2 WHERE id = $1", id.value());
        paper.pages.touchAll();

        assertThat(paper.get("/bai-viet/mot-tin-" + id).body()).contains("Tin đã sửa");
        assertThat(titles("/")).containsExactly("Tin đã sửa");
    }

    @Test
    void aRevisionDropsOnlyThePagesThatNameTheStory() {
        var old = paper.story("Tin xưa", "van-hoa", paper.now.minusSeconds(9_000_000));
        for (int i = 0; i < 30; i++) paper.story("Tin " + i, "tin-tuc", paper.now.minusSeconds(i));
        var other = paper.story("Tin khác");
        assertThat(paper.get("/bai-viet/mot-tin-" + old).statusCode()).isEqualTo(200);
        assertThat(paper.get("/bai-viet/mot-tin-" + other).statusCode()).isEqualTo(200);
        assertThat(paper.written.get()).isEqualTo(2);

        paper.tell(EventText.REVISED, old);

        assertThat(paper.get("/bai-viet/mot-tin-" + other).statusCode()).isEqualTo(200);
        assertThat(paper.written.get()).isEqualTo(2);
        assertThat(paper.get("/bai-viet/mot-tin-" + old).statusCode()).isEqualTo(200);
        assertThat(paper.written.get()).isEqualTo(3);
    }

    @Test
    void aWithdrawnStoryLeavesEveryPage() {
        paper.story("Tin còn");
        var id = paper.story("Tin gỡ");
        assertThat(paper.get("/bai-viet/mot-tin-" + id).statusCode()).isEqualTo(200);
        assertThat(titles("/")).contains("Tin gỡ");

        paper.withdraw(id);
        paper.tell(EventText.WITHDRAWN, id);

        assertThat(paper.get("/khong-co").body()).doesNotContain("Tin gỡ").contains("Tin còn");
        assertThat(paper.get("/bai-viet/mot-tin-" + id).statusCode()).isEqualTo(410);
        assertThat(titles("/")).containsExactly("Tin còn");
    }

    @Test
    void theCountsOnAPageAreAtMostTwoSecondsOld() {
        assertThat(total()).isEqualTo("1.234.567");
        paper.counts = new VisitCounts(8, 1235, 5679, 1234568, paper.now, paper.now, false);

        assertThat(total()).isEqualTo("1.234.567");
        paper.now = paper.now.plusSeconds(2);
        assertThat(total()).isEqualTo("1.234.568");
        paper.now = paper.now.plusSeconds(30);
        assertThat(total()).isEqualTo("1.234.568");
        assertThat(paper.written.get()).isEqualTo(2);
    }

    /** 199 fit, three hundred are asked for once each, as a crawler does, and one that readers want between them. */
    @Test
    void pagesAreKeptUpToANumberOfBytesAndACrawlerPushesOutNothingThatIsRead() {
        paper.close();
        paper = new Newspaper(TestBackends.freshDatabase(), 8 << 20);
        assertThat(isKept("read")).isFalse();
        for (int i = 0; i < 300; i++) {
            assertThat(isKept("crawled " + i)).isFalse();
            assertThat(isKept("read")).isTrue();
        }

        assertThat(isKept("crawled 299")).as("the newest").isTrue();
        assertThat(IntStream.range(0, 300).filter(i -> isKept("crawled " + i)).count())
                .isBetween(150L, 199L);
        assertThat(IntStream.range(0, 10).filter(i -> isKept("breaking")).count())
                .as("a new one that readers want")
                .isGreaterThanOrEqualTo(8);
    }

    /** Asks for a page of 42 KB in memory: what is random does not get smaller. */
    private boolean isKept(String name) {
        var read = new AtomicBoolean();
        var bytes = new byte[20_000];
        new Random(name.hashCode()).nextBytes(bytes);
        paper.cache
                .page("test", name, () -> {
                    read.set(true);
                    return Future.succeededFuture(
                            new Content("/" + name, Set.of(), Set.of(), paper.now, counts -> bytes));
                })
                .await();
        return !read.get();
    }

    @Test
    void theOldAddressOfARenamedStoryIsReadyNoMore() {
        var id = paper.story("Một tin");
        paper.get("/bai-viet/mot-tin-" + id);
        paper.change("UPDATE article SET slug = 'ten-moi', version = 2 WHERE id = $1", id.value());
        paper.tell(EventText.REVISED, id);

        assertThat(paper.get("/bai-viet/mot-tin-" + id).statusCode()).isEqualTo(301);
        assertThat(paper.cache.at("/bai-viet/mot-tin-" + id)).isNull();
        assertThat(paper.get("/bai-viet/mot-tin-" + id).statusCode()).isEqualTo(301);
        assertThat(paper.cache.at("/bai-viet/ten-moi-" + id)).isNotNull();
    }

    @Test
    void whilePostgresIsAwayReadersKeepTheLastGoodPages() {
        paper.close();
        try (var postgres = TestBackends.ownPostgres()) {
            paper = new Newspaper(postgres.url());
            var seen = paper.story("Tin đã xem");
            var gone = paper.story("Tin gỡ");
            var unseen = paper.story("Tin chưa xem");
            for (var path : List.of("/", "/bai-viet/mot-tin-" + seen, "/bai-viet/mot-tin-" + gone, "/api/v1/front")) {
                assertThat(paper.get(path).statusCode()).isEqualTo(200);
            }
            postgres.kill();
            paper.tell(EventText.WITHDRAWN, gone);
            paper.tell(EventText.PUBLISHED, unseen);

            assertStale("/");
            assertStale("/bai-viet/mot-tin-" + seen);
            assertStale("/api/v1/front");
            assertThat(paper.get("/bai-viet/mot-tin-" + gone).statusCode()).isEqualTo(503);
            var never = paper.get("/bai-viet/mot-tin-" + unseen);
            assertThat(never.statusCode()).isEqualTo(503);
            assertThat(never.body()).contains("kho dữ liệu không trả lời").contains("id=\"tin-moi\"");
            assertThat(header(never, "retry-after")).isEqualTo("1");
            assertThat(paper.metrics.scrape()).contains("cache=\"stale\",page=\"front\"");

            postgres.restart();
            paper.now = paper.now.plusSeconds(1);
            assertThat(paper.get("/bai-viet/mot-tin-" + unseen).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anOutageRightAfterTheStartFindsTheFirstPages() {
        paper.close();
        try (var postgres = TestBackends.ownPostgres()) {
            paper = new Newspaper(postgres.url());
            paper.story("Tin đầu tiên");
            paper.pages.warm().await();
            postgres.kill();

            for (var path : List.of("/", "/en", "/chuyen-muc/tin-tuc", "/en/chuyen-muc/xa-hoi")) {
                assertThat(paper.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(header(paper.get(path), "x-tinmoi-stale")).as(path).isEmpty();
            }
            paper.now = paper.now.plusSeconds(61);
            for (var path : List.of("/", "/en", "/chuyen-muc/tin-tuc", "/en/chuyen-muc/xa-hoi")) assertStale(path);
            assertThat(paper.get("/").body()).contains("Tin đầu tiên");
        }
    }

    @Test
    void anEventWhileTheFirstPagesAreMadeDoesNotKeepThemFromBeingKept() {
        var told = new AtomicBoolean();
        var id = paper.story("Tin đến giữa chừng");
        paper.whileWriting = () -> {
            if (told.compareAndSet(false, true)) paper.tell(EventText.PUBLISHED, id);
        };

        paper.pages.warm().await();
        int written = paper.written.get();

        assertThat(paper.get("/").statusCode()).isEqualTo(200);
        assertThat(told).isTrue();
        assertThat(written).isGreaterThan(14);
    }

    @Test
    void aNodeThatCannotFollowTheLogSaysSoOnWhatItShows() {
        paper.story("Tin");
        assertThat(header(paper.get("/"), "x-tinmoi-stale")).isEmpty();

        paper.behind = true;

        assertStale("/");
        assertStale("/api/v1/front");
    }

    private void assertStale(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(header(response, "x-tinmoi-stale")).as(path).isEqualTo("1");
    }

    private String total() {
        return Jsoup.parse(paper.get("/").body())
                .selectFirst("[data-stat=total]")
                .text();
    }

    private List<String> titles(String path) {
        return Jsoup.parse(paper.get(path).body())
                .select("#tin-moi [data-article-id] a")
                .eachText();
    }

    private CompletableFuture<HttpResponse<String>> ask(String path) {
        return paper.client().sendAsync(paper.request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void waitForWriting() {
        Await.until(() -> paper.written.get() > 0);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
