package vn.tinmoi.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.text.VnText;

/** Search as programs and readers ask it, on a real PostgreSQL. */
final class SearchTest {
    private Newspaper paper;
    private Instant next = Newspaper.START.minus(Duration.ofDays(100));

    @BeforeEach
    void open() {
        paper = new Newspaper(TestBackends.freshDatabase());
        paper.index.start();
    }

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void howItIsTypedDoesNotMatter() {
        var story = story("Đắk Lắk hòa nhịp cùng thuỷ điện", "", "");
        story("Bắc Kạn vào mùa", "", "");
        entered();

        for (var typed : List.of(
                "Đắk Lắk hòa nhịp",
                "đắk lắk hoà nhịp",
                "ĐẮK LẮK HOÀ NHỊP",
                "dak lak hoa nhip",
                "ðắk lắk",
                "thủy điện",
                "thuỷ điện",
                "thuy dien",
                "  nhịp\u00A0cùng\u200B ",
                "lắk hòa — đắk!")) {
            assertThat(found(typed)).as(typed).containsExactly(story);
            var apart = Normalizer.normalize(typed, Normalizer.Form.NFD);
            assertThat(found(apart)).as(typed + " taken apart").containsExactly(story);
        }
    }

    @Test
    void aDocumentIsFoundByItsNumberAndByNoOther() {
        var decree = story("Nghị định 147/2024/NĐ-CP có hiệu lực", "", "");
        var other = story("Nghị định 47/2024/NĐ-CP có hiệu lực", "", "");
        var inBody = story("Về tinh gọn bộ máy", "", "<p>Theo Kết luận 44-KL/TW, việc này</p>");
        story("Kết luận 144-KL/TW", "", "<p>44 KL</p>");
        entered();

        assertThat(found("147/2024/NĐ-CP")).containsExactly(decree);
        assertThat(found("147/2024/nd-cp")).containsExactly(decree);
        assertThat(found("nghị định 147/2024/NĐ-CP có")).containsExactly(decree);
        assertThat(found("47/2024/NĐ–CP")).containsExactly(other);
        assertThat(found("44-KL/TW")).containsExactly(inBody);
        assertThat(found("147/2024")).containsExactly(decree);
        assertThat(found("nghi dinh 2024")).containsExactly(other, decree);
    }

    @Test
    void thePhraseComesFirstThenTitleSapoBodyThenTheNewest() {
        var scattered = story("Sen nở, đồng làng vui", "", "");
        var body = story("Tin một", "", "<p>Về đồng sen hôm nay</p>");
        var lead = story("Tin hai", "Mùa ở đồng sen", "");
        var older = story("Lúa đồng sen", "", "");
        var newer = story("Hội đồng sen", "", "");
        entered();

        assertThat(found("đồng sen")).containsExactly(newer, older, lead, body, scattered);
        assertThat(found("dong sen")).containsExactly(newer, older, lead, body, scattered);
    }

    @Test
    void ofTitlesWithTheSameWordsTheOneWithMorePairsSideBySideComesFirst() {
        var right = story("Lễ phát động phong trào Toàn dân bảo vệ an ninh, phản ánh kịp thời", "", "");
        for (int i = 0; i < 3; i++) story("An toàn cho dân quân phản ánh " + i, "", "");
        for (var asked : List.of("toàn dân phản ánh", "giá lúa gạo", "nước nổi về 12/2026/QĐ-UBND")) {
            var orders = orders(List.of(asked.split(" ")));
            orders.forEach(words -> story(String.join(" ", words), "", ""));
            orders.forEach(words -> story(VnText.fold(String.join(" và ", words)), "", ""));
            orders.forEach(words -> story(VnText.fold(String.join(" ", words)), "", ""));
            orders.forEach(words -> story(String.join(" và ", words), "", ""));
            fillEveryWindow(asked);
        }
        entered();

        assertThat(found("toàn dân phản ánh", "&limit=100").indexOf(right)).isBetween(0, 12);
        for (var asked : List.of("toàn dân phản ánh", "giá lúa gạo", "nước nổi về 12/2026/QĐ-UBND")) {
            assertThat(pairsOfEachFound(asked, title -> title))
                    .as(asked)
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(pairsOfEachFound(VnText.fold(asked), VnText::fold))
                    .as(VnText.fold(asked))
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    private void fillEveryWindow(String asked) {
        paper.database
                .query("""
                        INSERT INTO article (version, status, slug, title, lead, body_html, category, published_at, updated_at)
                        SELECT 1, 'published', 'mot-tin', replace($1, ' ', ' ' || i || ' '), '', '', 'tin-tuc', $2, $2
                          FROM generate_series(1, 250) AS i""", Tuple.of(asked, Newspaper.utc(next.plusSeconds(1))))
                .await();
    }

    /** How many of the question's neighbours are neighbours in each title that is found, in the order of the titles. */
    private List<Integer> pairsOfEachFound(String asked, UnaryOperator<String> compared) {
        var words = List.of(asked.split(" "));
        var items = json(asked, "&limit=100").getJsonArray("items");
        assertThat(items).hasSizeGreaterThan(20);
        return items.stream()
                .map(item -> " "
                        + compared.apply(((JsonObject) item).getString("title")).toLowerCase(Locale.ROOT) + " ")
                .map(title -> (int) IntStream.range(1, words.size())
                        .filter(i -> title.contains(
                                (" " + words.get(i - 1) + " " + words.get(i) + " ").toLowerCase(Locale.ROOT)))
                        .count())
                .toList();
    }

    private static List<List<String>> orders(List<String> words) {
        if (words.size() < 2) return List.of(words);
        var orders = new ArrayList<List<String>>();
        for (var first : words) {
            var rest = words.stream().filter(word -> !word.equals(first)).toList();
            for (var order : orders(rest)) {
                var whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    @Test
    void thePairsOfTheTitleCountBeforeThoseOfTheSapoAndThoseOfTheBody() {
        var nowhere = story("Gạo, lúa, giá", "", "");
        var body = story("Tin một", "", "<p>Bán gạo: giá lúa tăng</p>");
        var lead = story("Tin hai", "Bán gạo: giá lúa tăng", "");
        var both = story("Gạo: giá lúa tăng", "", "<p>Lúa gạo</p>");
        var title = story("Gạo: giá lúa tăng", "", "");
        entered();

        assertThat(found("giá lúa gạo")).containsExactly(both, title, lead, body, nowhere);
        assertThat(found("gia lua gao")).containsExactly(both, title, lead, body, nowhere);
    }

    @Test
    void titlesWithMoreOfTheAccentsComeFirst() {
        var most = story("Toàn dân phản anh", "", "");
        var some = story("Toan dân phản anh", "", "");
        var none = story("Toan dan phan anh", "", "");
        entered();

        assertThat(found("toàn dân phản ánh")).containsExactly(most, some, none);
    }

    @Test
    void whatHasTheAccentsComesBeforeWhatHasOnlyTheLetters() {
        var right = story("Cơ thể khỏe mạnh", "", "");
        var rightInBody = story("Sức khỏe", "", "<p>Giữ cơ thể ấm</p>");
        var letters = story("Có thể mưa", "", "");
        entered();

        assertThat(found("cơ thể")).containsExactly(right, rightInBody, letters);
    }

    @Test
    void ofTwoReadingsTheMoreUsualOneComesFirst() {
        var usual = story("Có thể mưa to", "", "");
        var again = story("Có thể nắng", "", "");
        var rare = story("Cơ thể khỏe mạnh", "", "");
        entered();

        assertThat(found("co the")).containsExactly(again, usual, rare);
    }

    @Test
    void theFoundTextIsShownAsItWasWrittenWithTheWordsMarked() {
        story("Lúa thơm Đồng Sen", "Bà con <b> vui & mừng", "<p>Đầu vụ.</p><p>HTX Đồng Sen xuất khẩu gạo</p>");
        entered();
        var item = json("dong sen xuat khau").getJsonArray("items").getJsonObject(0);

        assertThat(item.getString("titleHtml")).isEqualTo("Lúa thơm <mark>Đồng Sen</mark>");
        assertThat(item.getString("snippetHtml")).isEqualTo("Đầu vụ. HTX <mark>Đồng Sen xuất khẩu</mark> gạo");
        assertThat(json("lua thom").getJsonArray("items").getJsonObject(0).getString("snippetHtml"))
                .isEqualTo("Bà con &lt;b&gt; vui &amp; mừng");
        assertThat(item.getString("url")).startsWith("/bai-viet/");
    }

    @Test
    void categoryAndDatesNarrowTheSearch() {
        var old = story("Bão số một", "", "", "xa-hoi", Instant.parse("2026-01-31T16:59:59Z")); // 23:59 in Hà Nội
        var late = story("Bão số hai", "", "", "kinh-te", Instant.parse("2026-01-31T17:00:00Z"));
        entered();

        assertThat(found("bão", "&category=xa-hoi")).containsExactly(old);
        assertThat(found("bão", "&from=2026-02-01")).containsExactly(late);
        assertThat(found("bão", "&to=2026-01-31")).containsExactly(old);
        assertThat(found("bão", "&from=2026-01-31&to=2026-02-01")).containsExactly(late, old);
        assertThat(Jsoup.parse(page("?q=bao&chuyen-muc=kinh-te&tu=2026-01-01&den=2026-03-01"))
                        .select(".hit-title")
                        .eachText())
                .containsExactly("Bão số hai");
        for (var bad :
                List.of("category=x", "from=1", "to=2026-02-30", "from=99999-01-01", "limit=0", "page=0", "page=99")) {
            var response = paper.get("/api/v1/search?q=b%C3%A3o&" + bad);
            assertThat(response.statusCode()).as(bad).isEqualTo(422);
            assertThat(new JsonObject(response.body()).getString("field")).isEqualTo(bad.split("=")[0]);
        }
    }

    @Test
    void onlyWhatIsPublishedIsFoundAndAWithdrawnStoryIsGoneAtOnce() {
        var story = story("Tin sẽ gỡ", "", "");
        var draft = story("Tin sẽ viết", "", "");
        paper.change(
                "UPDATE article SET status = 'draft', published_at = NULL, version = 2 WHERE id = $1", draft.value());
        entered();
        assertThat(found("tin sẽ")).containsExactly(story);

        paper.withdraw(story); // and nobody is told

        assertThat(found("tin sẽ")).isEmpty();
        assertThat(suggested("tin sẽ")).isEmpty();
        paper.tell(EventText.WITHDRAWN, story);
        paper.index.idle().await();
        assertThat(entries()).isZero();
    }

    @Test
    void aStoryIsFoundAsSoonAsThisNodeWasToldOfIt() {
        paper.index.idle().await();
        var story = story("Tin vừa đăng", "", "");
        paper.tell(EventText.PUBLISHED, story);
        assertThat(found("vừa đăng")).containsExactly(story);

        paper.change("UPDATE article SET title = 'Tin đã sửa', version = 2 WHERE id = $1", story.value());
        paper.tell(EventText.REVISED, story);

        assertThat(found("đã sửa")).containsExactly(story);
        assertThat(found("vừa đăng")).isEmpty();
    }

    @Test
    void whatStoodBeforeOrCameWhileNobodyFollowedIsEnteredInManyBatches() {
        for (int i = 0; i < 100; i++) story("Chuyện cũ số " + i, "", "");
        entered();
        assertThat(entries()).isEqualTo(100);

        paper.change("DELETE FROM article_search WHERE article_id % 3 = 0");
        paper.change("UPDATE article_search SET edition = 0 WHERE article_id % 3 = 1");
        paper.change("UPDATE article SET version = 7, title = 'Chuyện mới' WHERE id % 3 = 2");
        entered();

        assertThat(entries()).isEqualTo(100);
        assertThat(paper.database
                        .query(
                                "SELECT count(*) FROM article_search s JOIN article a ON a.id = s.article_id"
                                        + " AND a.version = s.version AND s.edition = 1",
                                Tuple.tuple())
                        .await()
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(100);
    }

    @Test
    void aStoryThatCannotBeEnteredKeepsNoOtherFromIt() {
        paper.change("ALTER TABLE article_search ADD CONSTRAINT refused CHECK (title_folded <> 'hong')");
        story("Hỏng", "", "");
        var good = story("Lành", "", "");
        entered();

        assertThat(found("lành")).containsExactly(good);
    }

    @Test
    void aHugeStoryIsFoundByItsFirstWords() {
        var body = new StringBuilder("<p>Mở đầu</p>");
        for (int i = 0; i < 60_000; i++) body.append("chữ").append(i).append(' ');
        var story = story("Dài", "", body.toString());
        entered();

        assertThat(found("mở đầu chữ0 chữ1")).containsExactly(story);
    }

    @Test
    void pagesGoOnWithoutGapOrRepetition() {
        for (int i = 0; i < 45; i++) story("Chợ phiên lần " + i, "", i % 2 == 0 ? "" : "<p>chợ phiên</p>");
        entered();
        var ids = new ArrayList<ArticleId>();
        for (int page = 1; page <= 3; page++) ids.addAll(found("chợ phiên", "&limit=20&page=" + page));

        assertThat(ids).hasSize(45).doesNotHaveDuplicates();
        assertThat(json("chợ phiên").getInteger("nextPage")).isEqualTo(2);
        var second = Jsoup.parse(page("?q=ch%E1%BB%A3+phi%C3%AAn&trang=2"));
        assertThat(second.select(".hit")).hasSize(20);
        assertThat(second.select(".pages a").eachAttr("href"))
                .containsExactly("/tim-kiem?q=ch%E1%BB%A3+phi%C3%AAn", "/tim-kiem?q=ch%E1%BB%A3+phi%C3%AAn&trang=3");
        assertThat(paper.get("/tim-kiem?q=ch%E1%BB%A3&trang=4").statusCode()).isEqualTo(404);
        assertThat(paper.get("/tim-kiem?q=ch%E1%BB%A3&trang=99").statusCode()).isEqualTo(404);
        assertThat(paper.get("/tim-kiem?trang=2").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsMistypedBringsWhatWasMeant() {
        story("Lúa thơm Đồng Sen được mùa", "", "");
        story("Chuyện khác", "", "");
        entered();

        assertThat(json("dong sne").getString("suggestion")).isEqualTo("Đồng Sen");
        assertThat(json("lúa thowm").getString("suggestion")).isEqualTo("Lúa thơm");
        assertThat(json("zzzzzz qqqqqq").getString("suggestion")).isNull();
        assertThat(json("được mùa").getString("suggestion")).isNull();
        assertThat(Jsoup.parse(page("?q=dong+sne")).select(".search-instead a").attr("href"))
                .isEqualTo("/tim-kiem?q=%C4%90%E1%BB%93ng+Sen");
    }

    @Test
    void slipsInAnOldTitleAreKnownByItsWordsAlone() {
        var old = story("Lúa thơm Đồng Sen được mùa", "", "");
        for (int i = 0; i < 5; i++) fillEveryWindow("Chuyện khác hẳn"); // more than the newest 1,000
        entered();

        for (var typed : List.of("dogn sen", "don gsen", "dongsen", "dong s en", "dong snn", "dongg sen", "dng sen")) {
            assertThat(json(typed).getString("suggestion")).as(typed).isEqualTo("Đồng Sen");
        }
        for (var typed : List.of("lua thmo donng sen", "lua thowmm dong sen")) {
            assertThat(json(typed).getString("suggestion")).as(typed).isEqualTo("Lúa thơm Đồng Sen");
        }
        for (var typed : List.of("dnog snn", "dogng ssen", "doxng sxen", "dongxy sen")) {
            assertThat(json(typed).getString("suggestion")).as(typed).isEqualTo("Đồng Sen");
            assertThat(suggested(typed)).as(typed).containsExactly("Lúa thơm Đồng Sen được mùa");
        }
        assertThat(suggested("dogn sen")).containsExactly("Lúa thơm Đồng Sen được mùa");
        assertThat(json("thơm quá đồng sen").getString("suggestion")).isNull();

        paper.change("UPDATE article SET title = 'Cá linh', version = 2 WHERE id = $1", old.value());
        entered();
        assertThat(json("ca lihn").getString("suggestion")).isEqualTo("Cá linh");
        assertThat(json("dogn sen").getString("suggestion")).isNull();
    }

    @Test
    void ofTheNewestTitlesAlsoWhatIsMistypedBeyondItsWordsIsKnown() {
        story("Lúa thơm Đồng Sen được mùa", "", "");
        entered();

        assertThat(json("luat homdong sen").getString("suggestion")).isEqualTo("Lúa thơm Đồng Sen");
    }

    @Test
    void titlesAreSuggestedFromTheirBeginnings() {
        story("Lúa thơm Đồng Sen", "", "");
        story("Lửa thiêng", "", "");
        story("Lúa mới", "", "");
        entered();

        assertThat(suggested("lu")).containsExactly("Lúa mới", "Lửa thiêng", "Lúa thơm Đồng Sen");
        assertThat(suggested("lúa")).containsExactly("Lúa mới", "Lúa thơm Đồng Sen", "Lửa thiêng");
        assertThat(suggested("lua th")).containsExactly("Lửa thiêng", "Lúa thơm Đồng Sen");
        assertThat(suggested("dong se")).containsExactly("Lúa thơm Đồng Sen");
        assertThat(suggested("lua thmo")).contains("Lúa thơm Đồng Sen");
        assertThat(suggested("l")).isEmpty();
        assertThat(suggested("")).isEmpty();
        assertThat(suggested("?!")).isEmpty();
    }

    @Test
    void nothingThatIsTypedIsAnOperator() {
        story("Giá thầu & mở thầu: 5 < 6", "", "");
        entered();
        for (var typed : List.of(
                "thầu & | ! <-> ( :*",
                "'thầu'",
                "\"thầu\"",
                "thầu\\",
                "thầu:*A",
                "%",
                "_",
                "thầu\u0000",
                "' OR 1=1 --",
                "{0} ${7*7}",
                "<script>alert(1)</script>",
                "thầu ".repeat(200),
                "1/".repeat(300),
                "😀".repeat(101),
                "a".repeat(3000),
                "\u0301\u0323",
                "\uFEFF",
                "-",
                "!!!")) {
            for (var path :
                    List.of("/api/v1/search?q=", "/api/v1/search/suggestions?q=", "/tim-kiem?q=", "/en/tim-kiem?q=")) {
                assertThat(paper.get(path + encoded(typed)).statusCode())
                        .as(path + typed)
                        .isIn(200, 422);
            }
        }
        assertThat(found("thầu & | ! <-> ( :*")).hasSize(1);
        assertThat(found("thầu ".repeat(200))).hasSize(1);
        assertThat(paper.get("/api/v1/search").statusCode()).isEqualTo(422);
        assertThat(paper.get("/api/v1/search?q=%20").statusCode()).isEqualTo(422);
        assertThat(paper.get("/api/v1/search?q=%FF").statusCode()).isIn(200, 400);
        assertThat(Jsoup.parse(page("?q=" + encoded("<script>\"'{0}")))
                        .select("input[name=q]")
                        .attr("value"))
                .isEqualTo("<script>\"'{0}");
    }

    @Test
    void thePageWorksWithoutScriptInBothLanguages() {
        story("Lúa thơm Đồng Sen", "", "");
        entered();

        var page = Jsoup.parse(page("?q=lua+thom"));
        assertThat(page.select(".hit-title mark").eachText()).containsExactly("Lúa thơm");
        assertThat(page.select("form[role=search]").attr("action")).isEqualTo("/tim-kiem");
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page.select(".search-count").text()).isEqualTo("1 tin");
        assertThat(page.select("script:not([src]), style, [style], [onclick]")).isEmpty();
        var english = Jsoup.parse(paper.get("/en/tim-kiem?q=lua+thom").body());
        assertThat(english.select(".hit-title a").attr("href")).startsWith("/en/bai-viet/");
        assertThat(english.select("a[hreflang=vi]").attr("href")).isEqualTo("/tim-kiem?q=lua+thom");
        assertThat(Jsoup.parse(page("")).select(".notice").text()).contains("147/2024/NĐ-CP");
        assertThat(Jsoup.parse(page("?q=khongco")).select(".search-none h2").text())
                .contains("khongco");
        assertThat(Jsoup.parse(paper.get("/").body()).select(".find").attr("action"))
                .isEqualTo("/tim-kiem");
    }

    private void entered() {
        paper.index.compare();
        paper.index.idle().await();
    }

    private long entries() {
        return paper.database
                .query("SELECT count(*) FROM article_search", Tuple.tuple())
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private ArticleId story(String title, String lead, String body) {
        next = next.plusSeconds(60);
        return story(title, lead, body, "tin-tuc", next);
    }

    private ArticleId story(String title, String lead, String body, String category, Instant at) {
        return new ArticleId(paper.database
                .query("""
                        INSERT INTO article (version, status, slug, title, lead, body_html, category, published_at, updated_at)
                        VALUES (1, 'published', 'mot-tin', $1, $2, $3, $4, $5, $5)
                        RETURNING id""", Tuple.of(title, lead, body, category, Newspaper.utc(at)))
                .await()
                .iterator()
                .next()
                .getLong("id"));
    }

    private List<ArticleId> found(String typed) {
        return found(typed, "");
    }

    private List<ArticleId> found(String typed, String more) {
        return json(typed, more).getJsonArray("items").stream()
                .map(item -> new ArticleId(((JsonObject) item).getLong("id")))
                .toList();
    }

    private JsonObject json(String typed) {
        return json(typed, "");
    }

    private JsonObject json(String typed, String more) {
        var response = paper.get("/api/v1/search?q=" + encoded(typed) + more);
        assertThat(response.statusCode()).as(typed + response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private List<String> suggested(String typed) {
        var response = paper.get("/api/v1/search/suggestions?q=" + encoded(typed));
        assertThat(response.statusCode()).as(typed + response.body()).isEqualTo(200);
        return new JsonObject(response.body())
                .getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getString("title"))
                        .toList();
    }

    private String page(String query) {
        var response = paper.get("/tim-kiem" + query);
        assertThat(response.statusCode()).as(query).isEqualTo(200);
        return response.body();
    }

    private static String encoded(String typed) {
        return URLEncoder.encode(typed, StandardCharsets.UTF_8);
    }
}
