package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.tinmoi.news.Picture;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.Dress;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.RankedView;
import vn.tinmoi.page.StatsView;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.StaticAssets;

/** What scripts, themes and outside programs rely on in the pages (CONTRACT.md, "Pages"). */
final class TemplatesTest {
    private static final String HOSTILE = "Ễ Ậ <script>alert('\"')</script> & 5 < 6";
    private static final Messages MESSAGES = new Messages();
    private static final PageFrame.CategoryLink NEWS =
            new PageFrame.CategoryLink("tin-tuc", "Tin tức", "/chuyen-muc/tin-tuc");

    private static final Picture PICTURE = new Picture(
            "a", "/media/a-960.jpg", 960, 128, HOSTILE, "", "", List.of(320, 960), new Picture.Focus(12, 88), true);

    private static final Dress.Entry ENTRY =
            new Dress.Entry(HOSTILE, "/chuyen-muc/tin-tuc", NEWS.slug(), false, null, List.of());

    private static final Dress DRESS = new Dress(
            HOSTILE,
            HOSTILE,
            "picture",
            PICTURE,
            PICTURE,
            PICTURE,
            PICTURE,
            "/giao-dien.css?v=1",
            List.of(ENTRY),
            List.of(new Dress.Entry(HOSTILE, "https://tinh.example/", null, true, "vi", List.of(ENTRY))),
            List.of(new Dress.Line(HOSTILE, HOSTILE, "tel:1"), new Dress.Line(HOSTILE, HOSTILE, null)),
            HOSTILE,
            true,
            "mark",
            "mark");

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    static Stream<Object> pages() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(
                        front(language),
                        new FrontPage(
                                frame(language, "/", List.of()),
                                null,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null),
                        new CategoryPage(
                                frame(language, "/chuyen-muc/tin-tuc", stories()),
                                NEWS,
                                List.of(NEWS),
                                List.of("tin-tuc"),
                                stories(),
                                2,
                                "/newer",
                                "/older"),
                        article(language, null),
                        article(
                                language,
                                new ArticlePage.CorrectionView(
                                        HOSTILE, "Thứ Hai, 23/11/2026, 14:09", "2026-11-23T14:09:00+07:00")),
                        archive(language, List.of(month())),
                        archive(language, List.of()),
                        day(language, stories()),
                        day(language, List.of()),
                        byline(language),
                        search(language, "", List.of()),
                        search(language, HOSTILE, List.of()),
                        search(language, HOSTILE, stories()),
                        new ErrorPage(
                                frame(language, "/nowhere", stories()), 404, HOSTILE, HOSTILE, "0123456789abcdef")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageHasTheFrameThatOthersRelyOn(Object page) {
        var html = render(page);

        assertThat(html.select("html").attr("lang")).isIn("vi", "en");
        assertThat(html.body().attr("data-cursor")).isEqualTo("e1-7");
        assertThat(html.select("h1")).hasSize(1);
        assertThat(html.select("main#noi-dung")).hasSize(1);
        assertThat(html.select("#tin-moi, #tin-noi-bat")).hasSize(2);
        assertThat(html.select("#thong-ke [data-stat]").eachText()).containsExactly("3", "1.284", "6.902", "1.234.567");
        assertThat(html.select("noscript").html()).contains("/visit.gif");
        assertThat(html.select("link[rel=manifest], link[rel=icon], meta[name=viewport], meta[name=description]"))
                .hasSize(5);
        assertThat(html.getAllElements().stream().map(Element::id).filter(id -> !id.isEmpty()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothingOnAPageNeedsMoreThanTheStrictPolicy(Object page) {
        var html = render(page);

        assertThat(
                        html.select(
                                "style, [style], script:not([src], [type=application/ld+json]), [onclick], [onload], [onerror]"))
                .isEmpty();
        assertThat(html.select("img:not([alt])")).isEmpty();
    }

    @Test
    void aListItemNamesItsStoryItsVersionAndItsTime() {
        var item = render(front(Language.VI)).selectFirst("#tin-moi > li");

        assertThat(item).isNotNull();
        assertThat(item.attr("data-article-id")).isEqualTo("12");
        assertThat(item.attr("data-version")).isEqualTo("3");
        assertThat(item.select("time").attr("datetime")).isEqualTo("2026-11-23T07:05:00Z");
        assertThat(item.select("a").text()).isEqualTo(HOSTILE);
    }

    @Test
    void theBoxCarriesItsFourLabels() {
        var box = render(front(Language.VI)).select("#thong-ke");

        assertThat(box.select("h2").text()).isEqualTo("Thống kê truy cập");
        assertThat(box.select("dt").eachText()).containsExactly("Đang online", "Hôm nay", "Trong tuần", "Tất cả");
        assertThat(box.select(".stats-when").text()).startsWith("Số liệu lúc 14:05");
        assertThat(box.select("[aria-live]"))
                .as("numbers that change are not live text")
                .isEmpty();
    }

    @Test
    void aPageNamesItselfInBothLanguages() {
        var html = render(article(Language.EN, null));

        assertThat(html.select("link[rel=canonical]").attr("href")).isEqualTo("https://example.org/en/bai-viet/x-12");
        assertThat(html.select("link[hreflang=vi]").attr("href")).isEqualTo("https://example.org/bai-viet/x-12");
        assertThat(html.select("meta[property=og:type]").attr("content")).isEqualTo("article");
    }

    private Document render(Object page) {
        var name = switch (page) {
            case FrontPage front -> "front";
            case CategoryPage category -> "category";
            case ArticlePage article -> "article";
            case SearchPage search -> "search";
            case ArchivePage archive -> "archive";
            case DayPage day -> "day";
            case BylinePage byline -> "byline";
            default -> "error";
        };
        var output = new StringOutput();
        templates.render("site/" + name + ".jte", page, output);
        return Jsoup.parse(output.toString());
    }

    private static FrontPage front(Language language) {
        return new FrontPage(
                frame(language, "/", stories()),
                stories().getFirst(),
                stories(),
                List.of(new FrontPage.CategoryBand(NEWS, List.of("tin-tuc"), 4, stories())),
                List.of(new RankedView(story(12, null), 1234, "1.234")),
                List.of(new FrontPage.Link(HOSTILE, "https://tinh.example/", PICTURE)),
                new FrontPage.Poster(PICTURE, HOSTILE, "https://tinh.example/"));
    }

    private static SearchPage search(Language language, String query, List<HeadlineView> stories) {
        var items = stories.stream()
                .map(story -> new SearchPage.Item(story, "Một <mark>tin</mark>", "…có <mark>tin</mark>…"))
                .toList();
        var frame = frame(language, "/tim-kiem?q=x", stories());
        return new SearchPage(
                frame,
                query,
                NEWS.slug(),
                "",
                "",
                List.of(new SearchPage.OwnPage(HOSTILE, "/trang/a")),
                items,
                2,
                "2 tin",
                HOSTILE,
                "/instead",
                "/a",
                "/b");
    }

    private static ArticlePage article(Language language, ArticlePage.@Nullable CorrectionView correction) {
        return new ArticlePage(
                frame(language, "/bai-viet/x-12", stories()),
                List.of(new Crumb(HOSTILE, "/")),
                stories().getFirst(),
                "<p>Một.</p>",
                List.of(new ArticlePage.Piece("Theo ", null), new ArticlePage.Piece(HOSTILE, "/nguon/minh-ha")),
                new ArticlePage.Times("Thứ Hai, 23/11/2026, 14:05", "/luu-tru/2026-11-23", null, null, 3, correction),
                "https://example.org/goc",
                "https://example.org/a/12",
                "/a/12/qr",
                new ArticlePage.Around(
                        stories(), stories().getFirst(), stories().getLast()));
    }

    private static ArchivePage archive(Language language, List<ArchivePage.Month> months) {
        return new ArchivePage(
                frame(language, "/luu-tru", stories()),
                List.of(new Crumb(HOSTILE, "/")),
                List.of(new ArchivePage.Weekday("T2", "Thứ Hai")),
                months,
                List.of(new ArchivePage.Year("2026", "/luu-tru", true), new ArchivePage.Year("2025", "/x", false)));
    }

    private static ArchivePage.Month month() {
        var week = java.util.Arrays.asList(
                null,
                new ArchivePage.Day(1, null, "0 tin", "0"),
                new ArchivePage.Day(2, "/luu-tru/2026-11-02", "12 tin", "12"));
        return new ArchivePage.Month("thang-11", "Tháng 11/2026", "12 tin", List.of(week));
    }

    private static DayPage day(Language language, List<HeadlineView> stories) {
        var near = new Crumb(HOSTILE, "/luu-tru/2026-11-20");
        return new DayPage(
                frame(language, "/luu-tru/2026-11-23", stories()),
                List.of(new Crumb(HOSTILE, "/")),
                stories,
                "/newer",
                "/older",
                near,
                near);
    }

    private static BylinePage byline(Language language) {
        return new BylinePage(
                frame(language, "/tac-gia/x", stories()),
                List.of(new Crumb(HOSTILE, "/")),
                "Tác giả",
                HOSTILE,
                "2 tin",
                stories(),
                2,
                "/newer",
                "/older");
    }

    private static List<HeadlineView> stories() {
        var picture = new Picture("m1", "/media/m1.jpg", 1200, 800, HOSTILE, HOSTILE, HOSTILE);
        return List.of(story(12, picture), story(11, null));
    }

    private static HeadlineView story(long id, @Nullable Picture picture) {
        var url = "/bai-viet/x-" + id;
        return new HeadlineView(
                id,
                3,
                url,
                HOSTILE,
                HOSTILE,
                NEWS.slug(),
                NEWS.name(),
                NEWS.url(),
                true,
                "14:05",
                "23/11/2026 14:05",
                "2026-11-23T07:05:00Z",
                picture);
    }

    private static PageFrame frame(Language language, String path, List<HeadlineView> stories) {
        return new PageFrame(
                language,
                "Tin mới",
                "https://example.org",
                HOSTILE,
                HOSTILE,
                path,
                "e1-7",
                "Thứ Hai, 23/11/2026",
                "Asia/Ho_Chi_Minh",
                List.of(NEWS),
                DRESS,
                NEWS.slug(),
                stories,
                stories,
                new StatsView(
                        "3",
                        "1.284",
                        "6.902",
                        "1.234.567",
                        "2026-11-23T07:05:00Z",
                        "2026-11-23T07:00:00Z",
                        "14:05",
                        false),
                (key, arguments) -> MESSAGES.say(language, key, arguments),
                StaticAssets.load(),
                List.of(LinkedData.text(new io.vertx.core.json.JsonObject().put("name", HOSTILE))));
    }
}
