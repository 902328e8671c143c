package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** The page that says how visits are counted. */
final class CountingTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void itSaysWhatEachNumberMeansAndWhatWasLeftOut() {
        var page = page("/cach-dem");

        assertThat(page.select("h1").text()).isEqualTo("Cách đếm lượt truy cập");
        assertThat(page.select(".counting-body dt").eachText())
                .contains("Đang online", "Hôm nay", "Trong tuần", "Tất cả", "Lượt truy cập");
        assertThat(page.select(".counting-body").text())
                .contains("thứ Hai", "Asia/Ho_Chi_Minh", "300 giây", "NukeViet", "±0,81 %");
        assertThat(page.select("#bang-khong-tinh tr[data-reason=bot] td").eachText())
                .containsExactly("1.041", "45.678");
        assertThat(page.select("#bang-khong-tinh tr[data-reason=all] td").eachText())
                .containsExactly("1.041", "45.685");
        assertThat(page.select("link[rel=canonical]").attr("href")).endsWith("/cach-dem");
    }

    @Test
    void itSpeaksEnglishToo() {
        var page = page("/en/cach-dem");

        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("h1").text()).isEqualTo("How visits are counted");
        assertThat(page.select("#bang-khong-tinh tr[data-reason=bot] td").eachText())
                .containsExactly("1,041", "45,678");
        assertThat(page.select(".counting-body").text()).doesNotContain("''").contains("week's Monday");
    }

    @Test
    void theBoxOnEveryPageLeadsThere() {
        for (var path : new String[] {"/", "/bang-theo-doi", "/cach-dem"}) {
            assertThat(page(path).select("#thong-ke a[href=/cach-dem]").text())
                    .as(path)
                    .isEqualTo("Cách đếm");
        }
        assertThat(page("/en").select("#thong-ke a[href=/en/cach-dem]")).hasSize(1);
    }

    @Test
    void everyReasonHasAName() {
        var messages = new Messages();
        for (var language : Language.values()) {
            for (var reason : Metrics.IGNORED_REASONS) {
                assertThat(messages.say(language, "counting.why." + reason)).isNotBlank();
                assertThat(messages.say(language, "counting.why." + reason + ".note"))
                        .isNotBlank();
            }
        }
    }

    @Test
    void itIsMadeOnceForAllWhoAsk() {
        page("/cach-dem");
        page("/cach-dem");

        assertThat(paper.metrics.scrape()).contains("tinmoi_pages_total{cache=\"hit\",page=\"counting\"} 1.0");
    }

    private Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }
}
