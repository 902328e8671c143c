package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Vietnamese as it is typed: as a composition, which phones and ibus send, and as letters that are taken back with Backspace
 * and sent anew, which UniKey and OpenKey do. By the browser's own input protocol, each caret placed by a click.
 */
@Served(
        value = {"TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST},
        alone = true)
final class TypingIT {
    private static final String BODY = "<p>Đầu. Giữa. Cuối.</p><p><strong>đậm</strong></p><ul><li>mục</li></ul>"
            + "<table><tbody><tr><td>ô</td><td>hai</td></tr></tbody></table><h2>Đề mục</h2>";

    private final Client client;
    private final Program program;
    private final int sentences = Integer.getInteger("tinmoi.typing.sentences", 2); // of 200, which take an hour

    TypingIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    /** How a sentence gets into the page. */
    private enum Way {
        COMPOSITION {
            @Override
            void word(CDPSession input, Page page, String word) {
                for (int end = 1; end <= word.length(); end++) {
                    var at = new JsonObject();
                    at.addProperty("text", word.substring(0, end));
                    at.addProperty("selectionStart", end);
                    at.addProperty("selectionEnd", end);
                    input.send("Input.imeSetComposition", at);
                }
                insert(input, word);
            }
        },
        BACKSPACE {
            @Override
            void word(CDPSession input, Page page, String word) {
                var plain = Normalizer.normalize(word, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replace('đ', 'd')
                        .replace('Đ', 'D');
                page.keyboard().type(plain);
                int same = 0;
                while (same < word.length() && word.charAt(same) == plain.charAt(same)) same++;
                for (int i = same; i < plain.length(); i++) page.keyboard().press("Backspace");
                if (same < word.length()) insert(input, word.substring(same));
            }
        };

        abstract void word(CDPSession input, Page page, String word);

        static void insert(CDPSession input, String text) {
            var json = new JsonObject();
            json.addProperty("text", text);
            input.send("Input.insertText", json);
        }

        void type(CDPSession input, Page page, String sentence) {
            for (var word : sentence.split(" ")) {
                word(input, page, word);
                page.keyboard().press("Space");
            }
        }
    }

    /** Every one has letters that both ways of typing change. */
    private List<String> sentences() {
        var subjects = List.of(
                "Người dân",
                "Chị Mận",
                "Trưởng bản",
                "Lũ trẻ",
                "Đoàn thuyền",
                "Bà cụ",
                "Ủy ban xã",
                "Thầy giáo",
                "Bộ đội",
                "Ông Khang");
        var verbs = List.of(
                "đang gặt",
                "vừa trồng",
                "kể chuyện",
                "đuổi theo",
                "quyết giữ",
                "nướng",
                "mừng",
                "thưởng thức",
                "bước qua",
                "ngoảnh nhìn");
        var objects = List.of("thửa ruộng bậc thang", "vườn quýt ngọt");
        var all = new ArrayList<String>();
        for (var object : objects)
            for (var verb : verbs) for (var subject : subjects) all.add(subject + " " + verb + " " + object);
        Collections.shuffle(all, new Random(7));
        return all.subList(0, Math.min(sentences, all.size()));
    }

    private void open(Page page) {
        var sent = new io.vertx.core.json.JsonObject().put("title", "Gõ thử").put("bodyHtml", BODY);
        var id = new io.vertx.core.json.JsonObject(
                        client.write("POST", "/api/v1/articles", sent).body())
                .getLong("id");
        page.navigate(program.site() + "/toa-soan/bai/" + id);
        page.locator("#bai[data-ready]").waitFor();
    }

    /** The page on which whoever thinks that a keyboard loses letters sees which. */
    @Test
    void aSentenceIsComparedLetterByLetterInEachKindOfField(Chromium chromium) throws java.io.IOException {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.navigate(program.site() + "/toa-soan/go-thu");
            page.locator("#go-thu[data-ready]").waitFor();
            Desk.look(page);
            var sentence = page.locator("#cau").inputValue();
            var input = context.newCDPSession(page);
            for (var field : List.of("#giau .ProseMirror", "#thuong", "#dong")) {
                page.locator(field).click();
                Way.COMPOSITION.type(input, page, sentence);
                var said = page.locator(".desk-field").filter(new Locator.FilterOptions().setHas(page.locator(field)));
                said.getByText("Đúng cả câu.").waitFor();
            }
            page.locator("#dong").fill("Đường vê");
            page.getByText("Sai ở chữ thứ 8: gõ ra “ê” U+00EA, câu mẫu là “ề” U+1EC1.")
                    .waitFor();
            page.locator("#dong").fill(Normalizer.normalize("Đường về", Normalizer.Form.NFD));
            page.getByText("dấu rời").waitFor();
            assertThat(page.locator("#su-kien").inputValue()).contains("compositionend", "dong input");
            Desk.press(page, "Làm lại");
            assertThat(page.locator("#dong").inputValue()).isEmpty();
        }
    }

    @Test
    void noLetterIsWrongWhereverAndHoweverItIsTyped(Chromium chromium) {
        var wrong = new ArrayList<String>();
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            var input = context.newCDPSession(page);
            for (var way : Way.values()) {
                open(page);
                for (var sentence : sentences()) {
                    for (var place : List.of("p >> nth=0", "strong", "li", "td >> nth=0", "h2")) {
                        check(page, input, way, sentence, page.locator("#soan").locator(place), place, wrong);
                    }
                    check(page, input, way, sentence, page.locator("#lead"), "lead", wrong);
                    check(page, input, way, sentence, page.locator("#title"), "title", wrong);
                }
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chuyển sang văn bản"))
                        .click();
                for (var sentence : sentences())
                    check(page, input, way, sentence, page.locator("#bodyHtml"), "plain", wrong);
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chuyển sang trình soạn"))
                        .click();
                page.locator("#soan:not([hidden])").waitFor();
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Into the middle of what stands there: it is around it afterwards, and the sentence is whole. */
    private static void check(
            Page page, CDPSession input, Way way, String sentence, Locator place, String name, List<String> wrong) {
        place.click();
        var before = text(place);
        way.type(input, page, sentence);
        var after = text(place);
        boolean whole = after.contains(sentence + " ") || after.contains(sentence + "\u00a0");
        if (!whole || after.length() != before.length() + sentence.length() + 1)
            wrong.add(way + " " + name + ": " + sentence + " -> " + after);
        for (int i = 0; i <= sentence.length(); i++) page.keyboard().press("Backspace");
        if (!text(place).equals(before)) wrong.add(way + " " + name + " left: " + text(place));
    }

    private static String text(Locator place) {
        return String.valueOf(place.evaluate("one => one.matches('textarea') ? one.value : one.textContent"));
    }
}
