package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.store.TestBackends;

/** The archive by day. The paper's clock stands at Monday 2026-11-23, 14:05 in Hà Nội. */
final class ArchiveTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void aDayBeginsAndEndsAtMidnightOfTheSite() {
        paper.story("Cuối ngày trước", "tin-tuc", Instant.parse("2026-11-20T16:59:59.999999Z"));
        paper.story("Đầu ngày", "kinh-te", Instant.parse("2026-11-20T17:00:00Z"));
        paper.story("Cuối ngày", "xa-hoi", Instant.parse("2026-11-21T16:59:59.999999Z"));
        paper.story("Đầu ngày sau", "tin-tuc", Instant.parse("2026-11-21T17:00:00Z"));

        var day = page("/luu-tru/2026-11-21");

        assertThat(listed(day)).containsExactly("Cuối ngày", "Đầu ngày");
        assertThat(day.select(".day-ways a").eachAttr("href"))
                .containsExactly("/luu-tru/2026-11-20", "/luu-tru/2026-11-22");
        assertThat(day.selectFirst("h1").text()).isEqualTo("Thứ Bảy, 21/11/2026");
        assertThat(days(page("/luu-tru"))).containsExactly("20 1", "21 2", "22 1");
    }

    @Test
    void theCalendarHasTheMonthsThatHaveStoriesNewestFirst() {
        paper.story("Mới", "tin-tuc", Newspaper.START);
        paper.story("Tháng ba", "tin-tuc", Instant.parse("2026-03-01T03:00:00Z"));
        paper.story("Năm ngoái", "tin-tuc", Instant.parse("2024-12-31T16:59:59Z"));

        var newest = page("/luu-tru");
        var earlier = page("/en/luu-tru/2024");

        assertThat(newest.select(".month h2").eachText()).containsExactly("Tháng 11/2026 1 tin", "Tháng 3/2026 1 tin");
        assertThat(newest.select(".years a").eachAttr("href")).containsExactly("/luu-tru", "/luu-tru/2024");
        assertThat(newest.select("a.day").eachAttr("href"))
                .containsExactly("/luu-tru/2026-11-23", "/luu-tru/2026-03-01");
        assertThat(newest.select("#thang-11 + table th")).hasSize(7);
        assertThat(newest.select("#thang-3 + table tr:first-child td:nth-child(7) a"))
                .as("1 March 2026 was a Sunday")
                .hasSize(1);
        assertThat(earlier.select(".month h2").eachText()).containsExactly("December 2024 1 story");
        assertThat(earlier.select("a.day").eachAttr("href")).containsExactly("/en/luu-tru/2024-12-31");
    }

    @Test
    void theNewestYearHasTheArchivesOwnAddress() {
        paper.story("Mới", "tin-tuc", Newspaper.START);
        paper.story("Cũ", "tin-tuc", Newspaper.START.minusSeconds(86_400 * 800));

        assertThat(paper.get("/luu-tru/2026").statusCode()).isEqualTo(302);
        assertThat(Newspaper.header(paper.get("/en/luu-tru/2026"), "location")).isEqualTo("/en/luu-tru");
        assertThat(paper.get("/luu-tru/2025").statusCode()).isEqualTo(404);
        assertThat(paper.get("/luu-tru/2024").statusCode()).isEqualTo(200);
    }

    @Test
    void aLongDayHasPages() {
        for (int i = 1; i <= 45; i++) paper.story("Tin " + i, "tin-tuc", Newspaper.START.minusSeconds(i));

        var first = page("/luu-tru/2026-11-23");
        var second = page("/luu-tru/2026-11-23?trang=2");

        assertThat(listed(first)).hasSize(40).startsWith("Tin 1", "Tin 2");
        assertThat(listed(second)).containsExactly("Tin 41", "Tin 42", "Tin 43", "Tin 44", "Tin 45");
        assertThat(first.select("a[rel=next]").attr("href")).isEqualTo("/luu-tru/2026-11-23?trang=2");
        assertThat(second.select("a[rel=prev]").attr("href")).isEqualTo("/luu-tru/2026-11-23");
        assertThat(second.select("link[rel=canonical]").attr("href"))
                .isEqualTo("https://tin.example.vn/luu-tru/2026-11-23?trang=2");
        assertThat(paper.get("/luu-tru/2026-11-23?trang=3").statusCode()).isEqualTo(404);
        assertThat(paper.get("/luu-tru/2026-11-23?trang=1").statusCode()).isEqualTo(301);
    }

    @Test
    void aDayWithoutStoriesLeadsToTheNearestOnes() {
        paper.story("Sau", "tin-tuc", Newspaper.START);
        paper.story("Trước", "tin-tuc", Newspaper.START.minusSeconds(86_400 * 10));

        var day = page("/luu-tru/2026-11-18");
        var first = page("/luu-tru/2020-02-29");

        assertThat(day.select("main .notice").text())
                .contains("Không có tin nào")
                .contains("Ngày gần nhất có tin");
        assertThat(day.select(".day-ways a").eachAttr("href"))
                .containsExactly("/luu-tru/2026-11-13", "/luu-tru/2026-11-23");
        assertThat(day.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(first.select(".day-ways a").eachAttr("href")).containsExactly("/luu-tru/2026-11-13");
    }

    @Test
    void whatIsNoDayOrIsYetToComeIsNotFound() {
        paper.story("Mới", "tin-tuc", Newspaper.START);
        for (var path : new String[] {
            "/luu-tru/2026-11-24",
            "/luu-tru/2026-02-29",
            "/luu-tru/2026-13-01",
            "/luu-tru/2026-1-1",
            "/luu-tru/26-11-23",
            "/luu-tru/+2026-11-23",
            "/luu-tru/12026-11-23",
            "/luu-tru/hom-nay",
            "/luu-tru/2027",
            "/luu-tru/0000",
            "/luu-tru/9999",
            "/luu-tru/2026-11-23?trang=0",
            "/luu-tru/2026-11-23?trang=x",
            "/luu-tru/%3Cb%3E"
        }) {
            var response = paper.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(Jsoup.parse(response.body()).select("main b")).isEmpty();
        }
        assertThat(paper.get("/luu-tru/0001-01-01").statusCode()).isEqualTo(200);
    }

    @Test
    void anEmptySiteHasAnEmptyArchive() {
        assertThat(page("/luu-tru").select("main .notice").text()).contains("Chưa có tin nào");
        assertThat(page("/luu-tru/2026-11-01").select("main .notice").text()).contains("Chưa có ngày nào có tin");
        assertThat(paper.get("/luu-tru/2026").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsPublishedOrWithdrawnIsOnTheNextPage() {
        for (int i = 1; i <= 41; i++) paper.story("Tin " + i, "tin-tuc", Newspaper.START.minusSeconds(i));
        assertThat(days(page("/luu-tru"))).containsExactly("23 41");
        assertThat(listed(page("/luu-tru/2026-11-23?trang=2"))).containsExactly("Tin 41");

        var late = paper.publish("Tin vừa đăng");
        assertThat(days(page("/luu-tru"))).containsExactly("23 42");
        assertThat(listed(page("/luu-tru/2026-11-23?trang=2"))).containsExactly("Tin 40", "Tin 41");

        paper.withdraw(late);
        paper.tell(EventText.WITHDRAWN, late);

        assertThat(days(page("/luu-tru"))).containsExactly("23 41");
        assertThat(listed(page("/luu-tru/2026-11-23"))).doesNotContain("Tin vừa đăng");
        assertThat(listed(page("/luu-tru/2026-11-23?trang=2"))).containsExactly("Tin 41");
    }

    private Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    private static List<String> listed(Document page) {
        return page.select(".found .hit-title").eachText();
    }

    private static List<String> days(Document page) {
        return page.select("a.day").eachText();
    }
}
