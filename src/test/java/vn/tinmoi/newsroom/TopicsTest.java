package vn.tinmoi.newsroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.SiteDocument;
import vn.tinmoi.portal.SiteDocument.Band;
import vn.tinmoi.portal.SiteDocument.Front;
import vn.tinmoi.portal.SiteDocument.Imprint;
import vn.tinmoi.portal.SiteDocument.Link;
import vn.tinmoi.portal.SiteDocument.MenuEntry;
import vn.tinmoi.portal.SiteDocument.Notice;
import vn.tinmoi.portal.SiteDocument.Words;

/** What stands in the fields of a topic says the same document again; rows move and nothing typed is lost. */
final class TopicsTest {
    private static final LocalTimes TIMES = new LocalTimes(() -> ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final Words NONE = new Words("", "");

    private static Portal portal() {
        var document = new SiteDocument(
                "Xã Thượng Ngàn",
                "Ngàn",
                "Gần dân",
                List.of("en", "vi"),
                null,
                "#00695c",
                new Imprint("UBND tỉnh", "", "", "", "", "0299 3812 345", "", ""),
                List.of(
                        new MenuEntry(NONE, "/chuyen-muc/kinh-te", List.of()),
                        new MenuEntry(
                                new Words("Dịch vụ", "Services"),
                                "",
                                List.of(
                                        new MenuEntry(new Words("Một cửa", ""), "https://motcua.example/", List.of()),
                                        new MenuEntry(NONE, "/chuyen-muc/xa-hoi", List.of())))),
                List.of(
                        new Link("Cổng tỉnh", "https://tinh.example/", "abc"),
                        new Link("Báo", "https://b.example/", null)),
                new Front(List.of(new Band("kinh-te", 6))),
                new Notice("Nghỉ lễ", "2026-12-01T01:00:00Z"),
                null,
                null);
        var categories = List.of(
                new Category("kinh-te", "Kinh tế", "Economy", null, false),
                new Category("xa-hoi", "Xã hội", "Society", null, false));
        return new Portal(3, document, categories, Map.of(), List.of(), Map.of());
    }

    private static Topic.Wanted again(Topic topic) {
        return topic.wanted(topic.values(portal()));
    }

    @Test
    void theMenuSaysTheSameAgain() {
        assertThat(again(new MenuTopic()).fields()).hasToString("""
                {"menu":[{"title":{"vi":"","en":""},"to":"/chuyen-muc/kinh-te"},\
                {"title":{"vi":"Dịch vụ","en":"Services"},"to":"","children":[\
                {"title":{"vi":"Một cửa","en":""},"to":"https://motcua.example/"},\
                {"title":{"vi":"","en":""},"to":"/chuyen-muc/xa-hoi"}]}]}""");
    }

    @Test
    void theFrontPageAndLinksSayTheSameAgain() {
        assertThat(again(new FrontTopic(TIMES)).fields()).hasToString("""
                {"front":{"bands":[{"category":"kinh-te","stories":6}]},\
                "notice":{"text":"Nghỉ lễ","until":"2026-12-01T01:00:00Z"}}""");
        assertThat(again(new LinksTopic()).fields()).hasToString("""
                {"links":[{"title":"Cổng tỉnh","url":"https://tinh.example/","logo":"abc"},\
                {"title":"Báo","url":"https://b.example/"}]}""");
    }

    @Test
    void whatIsWrongIsSaidAtTheRowItWasTypedIn() {
        var values = new LinkedHashMap<>(new MenuTopic().values(portal()));
        Rows.press(values, "add-menu", new MenuTopic().parts()); // stays empty
        Rows.press(values, "up-menu-4", new MenuTopic().parts());

        var places = new MenuTopic().wanted(values).places();

        assertThat(places).containsEntry("menu[1].children[1].to", "menu-4-to");
        assertThat(places).containsEntry("menu[0].title.vi", "menu-0-vi");
    }

    @Test
    void aSecondLevelNeedsAFirst() {
        var typed = Map.of("menu-0-level", "2", "menu-0-to", "/luu-tru");

        assertThatThrownBy(() -> new MenuTopic().wanted(typed)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.field()).isEqualTo("menu-0-level");
            assertThat(problem.code()).isEqualTo("menu.no-parent");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "up-links-0,   ABC",
        "up-links-2,   ACB",
        "down-links-0, BAC",
        "down-links-2, ABC",
        "drop-links-1, AC",
        "drop-links-9, ABC",
        "up-links-99,  ABC",
        "add-links,    ABC_",
        "down-menu-0,  ABC",
        "nonsense,     ABC"
    })
    void rowsMoveComeAndGo(String press, String then) {
        var typed = new LinkedHashMap<String, String>();
        for (int i = 0; i < 3; i++) typed.put("links-" + i + "-title", "ABC".substring(i, i + 1));

        Rows.press(typed, press, List.of("title"));

        assertThat(Rows.of(typed, "links")).extracting(row -> row.get("title")).containsExactly(titles(then));
    }

    private static String[] titles(String letters) {
        return letters.chars()
                .mapToObj(letter -> letter == '_' ? "" : Character.toString(letter))
                .toArray(String[]::new);
    }

    @Test
    void rowsBeyondAnyMeaningAreNotMade() {
        assertThat(Rows.of(Map.of("menu-999-to", "/"), "menu")).isEmpty();
    }

    @Test
    void everyPartOfTheSetOfAnAuthorityIsOneOfTheForm() {
        var missing = Imprints.missing(new Imprint(null, null, null, null, null, null, null, null));

        assertThat(missing).hasSize(8).allMatch(part -> IdentityTopic.FIELDS.contains("imprint." + part));
        assertThat(Imprints.missing(portal().document().imprint()))
                .doesNotContain("governingBody", "phone")
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Một dòng|<p>Một dòng</p>",
                "Một\\nhai|<p>Một<br>hai</p>",
                "Một\\n\\n\\nhai|<p>Một</p>\\n<p>hai</p>",
                "a < b & c|<p>a &lt; b &amp; c</p>",
                "<p>Đã là HTML</p>|<p>Đã là HTML</p>",
                "''|''"
            })
    void plainTextBecomesParagraphs(String text, String html) {
        assertThat(PlainText.html(text.replace("\\n", "\n"))).isEqualTo(html.replace("\\n", "\n"));
    }

    @Test
    void aTimeThatIsNoneIsSaidAtItsField() {
        assertThat(TIMES.field("2026-12-01T01:00:00Z")).isEqualTo("2026-12-01T08:00");
        assertThatThrownBy(() -> TIMES.instant("notice.until", "mai"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.field()).isEqualTo("notice.until"));
    }

    @Test
    void theTourEndsWhereEveryoneComesIn() {
        assertThat(Tour.next(Topics.HOME)).isEqualTo(Topics.PICTURES + Tour.QUERY);
        assertThat(Tour.next(Topics.PAGES)).isEqualTo(Newsroom.HOME);
    }
}
