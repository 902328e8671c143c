package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.store.TestBackends;

/** The dashboard as the server makes it: every figure reads without a script. */
final class BoardTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void everyFigureStandsInATable() {
        paper.figures.read(paper.story("Tin được đọc nhất"));

        var board = page("/bang-theo-doi");

        assertThat(board.select("#thong-ke [data-stat]").eachText())
                .containsExactly("7", "1.234", "5.678", "1.234.567");
        assertThat(board.select("#bieu-do-online tbody tr").eachText())
                .as("newest first, and a minute that nobody knew is not one without readers")
                .containsExactly("14:04 7 0", "14:03 – –", "14:02 1.041 –");
        assertThat(board.select("#bieu-do-online tr[data-online]")).hasSize(2);
        assertThat(board.select("#bieu-do-gio tbody tr").eachText()).containsExactly("12:00 1.234", "13:00 0");
        assertThat(board.select("#bieu-do-ngay tbody tr").eachText())
                .containsExactly("22/11/2026 45.678 30.123", "23/11/2026 1.234 –");
        assertThat(board.select("#bieu-do-ngay thead").text()).contains("ước lượng, ±0,81 %");
        assertThat(board.select("#bang-doc-nhieu tbody tr").eachText()).containsExactly("Tin được đọc nhất 1.000");
        assertThat(board.select("#bang-khong-tinh tbody tr").eachText())
                .containsExactly(
                        "Máy tìm kiếm, máy xem trước, máy giám sát 1.041 45.678",
                        "Trang của nơi khác 0 7",
                        "Tất cả các lý do 1.041 45.685");
        assertThat(board.select("table tbody tr > th[scope=row]")).isNotEmpty();
    }

    @Test
    void itSpeaksEnglishToo() {
        var board = page("/en/bang-theo-doi");

        assertThat(board.select("h1").text()).isEqualTo("Dashboard");
        assertThat(board.select("#bieu-do-ngay tbody tr").first().text()).isEqualTo("22 Nov 2026 45,678 30,123");
        assertThat(board.select("#bieu-do-ngay thead").text()).contains("±0.81%");
    }

    @Test
    void itKeepsTheStrictPolicyAndOneIdOnce() {
        var board = page("/bang-theo-doi");

        assertThat(board.select("style, [style], script:not([src]), [onclick], [onload]"))
                .isEmpty();
        assertThat(board.select("h1")).hasSize(1);
        assertThat(board.getAllElements().stream().map(Element::id).filter(id -> !id.isEmpty()))
                .doesNotHaveDuplicates();
        assertThat(board.select("script[src*=uPlot]")).hasSize(1);
        assertThat(page("/").select("script[src*=uPlot]"))
                .as("on the dashboard only")
                .isEmpty();
    }

    @Test
    void aWithdrawnStoryLeavesItAndItIsNotMadeAnewForEachReader() {
        var story = paper.story("Tin bị gỡ");
        paper.figures.read(story);
        page("/bang-theo-doi");
        var response = paper.get("/bang-theo-doi");
        assertThat(response.body()).contains("Tin bị gỡ");
        assertThat(paper.metrics.scrape()).contains("tinmoi_pages_total{cache=\"hit\",page=\"board\"} 1.0");
        assertThat(header(response, "etag")).isNotEmpty();

        paper.withdraw(story);
        paper.tell(EventText.WITHDRAWN, story);

        assertThat(paper.get("/bang-theo-doi").body()).doesNotContain("Tin bị gỡ");
    }

    private Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }
}
