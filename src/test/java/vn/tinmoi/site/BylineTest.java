package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.text.Credit;

/** The pages of authors and sources. */
final class BylineTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void aStorysBylineLeadsToWhatElseTheyWrote() {
        var story = by("Lúa thơm", "Theo QUỐC TUẤN/BÁO THỦY LAM", 1);
        by("Cầu mới", "Quốc Tuấn", 2);
        by("Chợ nổi", "Theo Báo Thuỷ Lam", 3);
        by("Tin khác", "An Nhiên", 0);

        var links = page("/bai-viet/mot-tin-" + story).select(".story-source a");

        assertThat(links.eachText()).containsExactly("QUỐC TUẤN", "BÁO THỦY LAM");
        assertThat(links.eachAttr("href")).containsExactly("/tac-gia/quoc-tuan", "/nguon/bao-thuy-lam");
        assertThat(listed(page("/tac-gia/quoc-tuan"))).containsExactly("Lúa thơm", "Cầu mới");
        assertThat(listed(page("/en/nguon/bao-thuy-lam"))).containsExactly("Lúa thơm", "Chợ nổi");
        assertThat(page("/tac-gia/quoc-tuan").selectFirst("h1").text()).isEqualTo("QUỐC TUẤN");
        assertThat(page("/tac-gia/quoc-tuan").select(".found-count").text()).isEqualTo("2 tin");
        assertThat(page("/en/tac-gia/an-nhien").select(".found-count").text()).isEqualTo("1 story");
    }

    @Test
    void anotherSpellingLeadsToTheOnePage() {
        by("Lúa thơm", "Đỗ Ý", 1);

        for (var spelling : new String[] {"Do-Y", "%C4%90%E1%BB%97%20%C3%9D", "do--y"}) {
            var response = paper.get("/tac-gia/" + spelling);
            assertThat(response.statusCode()).as(spelling).isEqualTo(301);
            assertThat(Newspaper.header(response, "location")).isEqualTo("/tac-gia/do-y");
        }
    }

    @Test
    void whomNobodyCanReadIsNotFound() {
        var draft = by("Bản nháp", "Minh Hạ", 1);
        paper.change("UPDATE article SET status = 'draft', published_at = NULL WHERE id = $1", draft.value());
        by("Không tên", "", 1);
        by("Tân Hoa Xã", "新华社", 1);
        by("Một", "An Nhiên", 1);

        for (var path : new String[] {
            "/tac-gia/minh-ha",
            "/tac-gia/",
            "/tac-gia/%E6%96%B0",
            "/tac-gia/%20",
            "/nguon/an-nhien",
            "/tac-gia/an-nhien?trang=2",
            "/tac-gia/%3Cb%3E",
            "/tac-gia/' OR 1=1".replace(" ", "%20")
        }) {
            var response = paper.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(Jsoup.parse(response.body()).select("main b")).isEmpty();
        }
    }

    @Test
    void aLongListHasPages() {
        for (int i = 1; i <= 45; i++) by("Tin " + i, "Theo TTXVN", i);

        var second = page("/nguon/ttxvn?trang=2");

        assertThat(listed(second)).hasSize(20).startsWith("Tin 21");
        assertThat(second.select("a[rel=prev]").attr("href")).isEqualTo("/nguon/ttxvn");
        assertThat(second.select("a[rel=next]").attr("href")).isEqualTo("/nguon/ttxvn?trang=3");
        assertThat(listed(page("/nguon/ttxvn?trang=3"))).hasSize(5);
        assertThat(paper.get("/nguon/ttxvn?trang=4").statusCode()).isEqualTo(404);
    }

    @Test
    void aWithdrawnStoryLeavesAndARenamedOneComes() {
        for (int i = 1; i <= 21; i++) by("Tin " + i, "An Nhiên", i);
        var other = by("Tin của người khác", "Minh Hạ", 30);
        var gone = by("Tin gỡ", "An Nhiên", 0);
        assertThat(listed(page("/tac-gia/an-nhien?trang=2"))).containsExactly("Tin 20", "Tin 21");

        paper.withdraw(gone);
        paper.tell(EventText.WITHDRAWN, gone);
        assertThat(listed(page("/tac-gia/an-nhien?trang=2"))).containsExactly("Tin 21");
        assertThat(listed(page("/tac-gia/an-nhien"))).doesNotContain("Tin gỡ");

        sign(other, "An  Nhiên");
        paper.tell(EventText.REVISED, other);
        assertThat(listed(page("/tac-gia/an-nhien?trang=2"))).containsExactly("Tin 21", "Tin của người khác");
        assertThat(paper.get("/tac-gia/minh-ha").statusCode()).isEqualTo(404);
    }

    private ArticleId by(String title, String byline, int secondsAgo) {
        var id = paper.story(title, "tin-tuc", Newspaper.START.minusSeconds(secondsAgo));
        sign(id, byline);
        return id;
    }

    private void sign(ArticleId id, String byline) {
        var credit = Credit.of(byline);
        paper.change(
                "UPDATE article SET byline = $2, author_slug = $3, source_slug = $4 WHERE id = $1",
                id.value(),
                byline,
                credit.authorSlug(),
                credit.sourceSlug());
    }

    private Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    private static List<String> listed(Document page) {
        return page.select(".found .hit-title").eachText();
    }
}
