package vn.tinmoi.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;

final class RelatedTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @BeforeEach
    void follow() {
        paper.index.start();
    }

    @AfterEach
    void close() {
        paper.index.stop().await();
        paper.close();
    }

    @Test
    void anOldStoryOfTheSameMatterGoesBeforeTheNewest() {
        var old = publish("Khởi công cầu sông Thủy", "kinh-te", 9_000_000);
        publish("Cầu sông Thủy trong thơ", "van-hoa", 5);
        for (int i = 0; i < 6; i++) publish("Việc khác thứ " + i, "kinh-te", i);
        var id = publish("Thông xe cầu sông Thủy", "kinh-te", 1);

        assertThat(related(id)).hasSize(4).first().isEqualTo(title(old));
        assertThat(related(id)).doesNotContain("Cầu sông Thủy trong thơ", "Thông xe cầu sông Thủy");
    }

    @Test
    void oneCommonSyllableRelatesNothing() {
        publish("Cầu lông trẻ", "kinh-te", 9_000);
        for (int i = 0; i < 4; i++) publish("Tin mới " + "abcd".charAt(i), "kinh-te", i);
        var id = publish("Thông xe cầu sông Thủy", "kinh-te", 1);

        assertThat(related(id)).hasSize(4).doesNotContain("Cầu lông trẻ");
    }

    @Test
    void whatWasWithdrawnIsNotRelatedAndWhatIsCommonIsNotLookedUp() {
        var gone = publish("Khởi công cầu sông Thủy", "kinh-te", 100);
        var id = publish("Thông xe cầu sông Thủy", "kinh-te", 1);
        assertThat(related(id)).containsExactly("Khởi công cầu sông Thủy");

        paper.withdraw(gone);
        paper.tell(EventText.WITHDRAWN, gone);

        assertThat(related(id)).isEmpty();
    }

    @Test
    void whatPostgresqlCountedSaysWhichWordsAreRare() {
        for (int i = 0; i < 40; i++) publish("Bản tin thời tiết số " + i, "kinh-te", i);
        publish("Bản tin lũ sông Thủy", "kinh-te", 900);
        paper.change("ANALYZE article_search");
        paper.now = paper.now.plusSeconds(3_600);
        var id = publish("Bản tin lũ trên sông Thủy", "kinh-te", 3_600);

        assertThat(related(id)).first().isEqualTo("Bản tin lũ sông Thủy");
    }

    private ArticleId publish(String title, String category, int secondsAgo) {
        var id = paper.story(title, category, Newspaper.START.minusSeconds(secondsAgo));
        paper.tell(EventText.PUBLISHED, id);
        paper.index.idle().await();
        return id;
    }

    private String title(ArticleId id) {
        return Jsoup.parse(paper.get("/bai-viet/mot-tin-" + id).body())
                .selectFirst("h1")
                .text();
    }

    private List<String> related(ArticleId id) {
        return Jsoup.parse(paper.get("/bai-viet/mot-tin-" + id).body())
                .select(".related .card-title")
                .eachText();
    }
}
