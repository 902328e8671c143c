package vn.tinmoi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;

final class SiteFormTest {
    private static final Portal BEFORE = new Portal(
            3,
            SiteDocument.untouched("Tin mới"),
            List.of(new Category("tin-tuc", "Tin tức", "News"), new Category("xa-hoi", "Xã hội", "Society")),
            Map.of("doi-song", "xa-hoi"),
            List.of(new Portal.PageTitle("gioi-thieu", "Giới thiệu", "")),
            Map.of());

    private static SiteDocument read(String json) {
        return SiteForm.read(tree(json), BEFORE);
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWholeDocumentIsReadRepairedAndWrittenAsItIsRead() {
        var document = read("""
                {"version":3,"name":"  Cổng thông tin điện tử xã Thượng Ngàn ","shortName":"Thượng Ngàn","motto":"Vì dân",
                 "accent":"#00695C",
                 "imprint":{"governingBody":"UBND tỉnh","phone":"(0299) 3.812.345","email":"xa@thuongngan.example"},
                 "menu":[{"to":"/chuyen-muc/tin-tuc"},
                         {"title":{"vi":"Thêm","en":"More"},"children":[{"to":"/trang/gioi-thieu"},
                           {"title":{"vi":"Tỉnh"},"to":"https://tinh.example/"}]}],
                 "links":[{"title":"Tỉnh","url":"https://tinh.example/"}],
                 "front":{"bands":["doi-song",{"category":"tin-tuc","stories":8}]},
                 "notice":{"text":"Nghỉ lễ","until":"2026-12-01T00:00:00+07:00"}}""");

        assertThat(document.name()).isEqualTo("Cổng thông tin điện tử xã Thượng Ngàn");
        assertThat(document.accent()).isEqualTo("#00695c");
        assertThat(document.menu().get(1).children()).hasSize(2);
        assertThat(document.front().bands())
                .containsExactly(new SiteDocument.Band("xa-hoi", 4), new SiteDocument.Band("tin-tuc", 8));
        assertThat(document.notice()).isEqualTo(new SiteDocument.Notice("Nghỉ lễ", "2026-11-30T17:00:00Z"));
        assertThat(read(SiteWrites.text(document))).isEqualTo(document);
        assertThat(SiteWrites.text(read(SiteWrites.text(document)))).isEqualTo(SiteWrites.text(document));
    }

    @Test
    void whatIsLeftOutIsAtItsDefaultButPicturesStay() {
        var dressed = BEFORE.document().with(new SiteDocument.Pictures("picture", "a", null, 50, 20, "b", null));
        var before = new Portal(4, dressed, BEFORE.categories(), Map.of(), List.of(), Map.of());

        var read = SiteForm.read(new ObjectMapper().createObjectNode().put("name", "Khác"), before);

        assertThat(read).isEqualTo(SiteDocument.untouched("Khác").with(dressed.pictures()));
    }

    /** What a category's merger or end leaves in the document is read by nobody and stands in nobody's way. */
    @Test
    void whatGoesLeavesADocumentThatIsTakenAsItIsGiven() {
        var bands = "\"front\":{\"bands\":[\"xa-hoi\",\"tin-tuc\"]}";
        var menu = "\"menu\":[{\"to\":\"/chuyen-muc/xa-hoi\"},{\"to\":\"/trang/gioi-thieu\"}]";
        var stored = read("{\"name\":\"a\"," + bands + "," + menu + "}");
        var left = List.of(new Category("tin-tuc", "Tin tức", "News"));
        for (var former : List.of(Map.<String, String>of(), Map.of("xa-hoi", "tin-tuc"))) {
            var after = new Portal(4, stored, left, former, List.of(), Map.of());

            assertThat(after.document().front().bands()).containsExactly(new SiteDocument.Band("tin-tuc", 4));
            assertThat(SiteForm.read(tree(SiteWrites.text(after.document())), after))
                    .isEqualTo(after.document());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name                        | {}
            name                        | {"name":" "}
            name                        | {"name":7}
            shortName                   | {"name":"a","shortName":"123456789012345678901"}
            mau                         | {"name":"a","mau":"đỏ"}
            accent                      | {"name":"a","accent":"#ffe000"}
            accent                      | {"name":"a","accent":"đỏ"}
            imprint.fax                 | {"name":"a","imprint":{"fax":"1"}}
            imprint                     | {"name":"a","imprint":"x"}
            imprint.email               | {"name":"a","imprint":{"email":"khong phai"}}
            imprint.phone               | {"name":"a","imprint":{"phone":"gọi tôi"}}
            menu                        | {"name":"a","menu":{}}
            menu[0].to                  | {"name":"a","menu":[{"title":{"vi":"x"}}]}
            menu[0].to                  | {"name":"a","menu":[{"title":{"vi":"x"},"to":"javascript:alert(1)"}]}
            menu[0].to                  | {"name":"a","menu":[{"title":{"vi":"x"},"to":"//evil.example/"}]}
            menu[0].title.vi            | {"name":"a","menu":[{"to":"/luu-tru"}]}
            menu[0].children[0].children| {"name":"a","menu":[{"title":{"vi":"x"},"children":[{"title":{"vi":"y"},"to":"/","children":[]}]}]}
            links[0].url                | {"name":"a","links":[{"title":"x","url":"/trong"}]}
            links[0].url                | {"name":"a","links":[{"title":"x","url":"ftp://a.example/"}]}
            links[0].title              | {"name":"a","links":[{"url":"https://a.example/"}]}
            front.bands[1]              | {"name":"a","front":{"bands":["tin-tuc","khong-co"]}}
            front.bands[1]              | {"name":"a","front":{"bands":["xa-hoi","doi-song"]}}
            front.bands[0].stories      | {"name":"a","front":{"bands":[{"category":"tin-tuc","stories":9}]}}
            notice.until                | {"name":"a","notice":{"text":"x","until":"mai"}}
            poster.alt                  | {"name":"a","poster":{"picture":"p","url":"/"}}
            poster.until                | {"name":"a","poster":{"picture":"p","alt":"x","url":"/","from":"2026-12-02T00:00:00Z","until":"2026-12-01T00:00:00Z"}}
            pictures.light              | {"name":"a","pictures":{"banner":"picture"}}
            pictures.focusX             | {"name":"a","pictures":{"focusX":101}}
            """)
    void whatCannotBeUsedIsNamedByItsPath(String field, String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
            assertThat(problem.field()).isEqualTo(field.strip());
        });
    }

    @Test
    void whatIsTooLongIsRefusedAndNotCut() {
        assertThat(read("{\"name\":\"" + "ạ".repeat(120) + "\"}").name()).hasSize(120);
        assertThatThrownBy(() -> read("{\"name\":\"" + "ạ".repeat(121) + "\"}"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.field()).isEqualTo("name"));
        var many = "{\"title\":\"x\",\"url\":\"https://a.example/\"},".repeat(41);
        assertThatThrownBy(() -> read("{\"name\":\"a\",\"links\":[" + many.substring(0, many.length() - 1) + "]}"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.field()).isEqualTo("links"));
    }
}
