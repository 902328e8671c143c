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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Vietnamese as it is typed: as a composition, which phones and ibus send, and as letters that are taken back with Backspace
 * and sent anew, which UniKey and OpenKey do. By the browser's own input protocol, each caret placed by a click.
 */
@Served(
        value = {"TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST},
        alone = true)
final class TypingIT {
    private final Client client;
    private final Program program;

    /**
     * How many are typed in each place, of 200, and from which on. All of them take 6,800 turns of a third of a second, and
     * junit.jupiter.execution.timeout.mode=disabled: a test may take ten minutes.
     */
    private final int sentences = Integer.getInteger("tinmoi.typing.sentences", 1);

    private final int first = Integer.getInteger("tinmoi.typing.from", 0);
    private final List<String> wrong = new ArrayList<>();
    private int typed;

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
        return all;
    }

    private void open(Page page) {
        var sent = new io.vertx.core.json.JsonObject().put("title", "Gõ thử").put("bodyHtml", TypedPlace.BODY);
        var id = new io.vertx.core.json.JsonObject(
                        client.write("POST", "/api/v1/articles", sent).body())
                .getLong("id");
        page.navigate(program.site() + "/toa-soan/bai/" + id);
        page.locator("#bai[data-ready]").waitFor();
        var end = new TypedPlace("end of the heading", "#soan h2", "Đề mục");
        assertThat(end.click(page)).as(end.name()).isEqualTo(end.before().length());
        page.keyboard().press("Enter");
        assertThat(page.locator("#soan .ProseMirror > :last-child").evaluate(EMPTY_PARAGRAPH))
                .as(page.locator("#soan").innerHTML())
                .isEqualTo(true);
    }

    private static final String EMPTY_PARAGRAPH = "one => one.matches('p') && !one.textContent";

    /** Enter so soon after the caret came here that the browser has not told the page yet that it did. */
    private static final String CARET_AND_ENTER = """
            one => {
              getSelection().collapse(one.firstChild, one.firstChild.length);
              one.dispatchEvent(new KeyboardEvent("keydown",
                {key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true}));
            }""";

    @Test
    void aKeyActsWhereTheCaretIsHoweverSoonItComes(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page);
            var before = page.locator("#soan h2 ~ p").count();
            page.locator("#soan p").first().click();
            page.locator("#soan h2").evaluate(CARET_AND_ENTER);
            assertThat(page.locator("#soan h2 ~ p").count())
                    .as(page.locator("#soan").innerHTML())
                    .isEqualTo(before + 1);
        }
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
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.setViewportSize(
                    1280, 2400); // nothing moves or lies below the tools, and no two places are a double click
            var input = context.newCDPSession(page);
            for (var way : Way.values()) {
                open(page);
                type(
                        page,
                        input,
                        way,
                        Stream.concat(TypedPlace.RICH.stream(), TypedPlace.FIELDS.stream())
                                .toList());
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chuyển sang văn bản"))
                        .click();
                type(page, input, way, TypedPlace.PLAIN);
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chuyển sang trình soạn"))
                        .click();
                page.locator("#soan:not([hidden])").waitFor();
            }
        }
        int places = TypedPlace.RICH.size() + TypedPlace.FIELDS.size() + TypedPlace.PLAIN.size();
        assertThat(typed).isEqualTo(sentences * places * Way.values().length);
        assertThat(wrong).as("of %d sentences", typed).isEmpty();
    }

    /** Each place gets every sentence, beginning with another one. */
    private void type(Page page, CDPSession input, Way way, List<TypedPlace> places) {
        var all = sentences();
        for (int i = 0; i < sentences; i++) {
            for (int at = 0; at < places.size(); at++)
                check(page, input, way, all.get((first + i + at) % all.size()), places.get(at));
        }
    }

    /** Into what stands there: it is around it afterwards, and the sentence is whole. */
    private void check(Page page, CDPSession input, Way way, String sentence, TypedPlace place) {
        var before = place.said(page);
        assertThat(before).as("%s %s, %s", way, place.name(), wrong).startsWith(place.before());
        var around = place.around(page);
        int caret = place.click(page);
        if (caret != place.before().length()) wrong.add(way + " " + place.name() + ": the caret went to " + caret);
        way.type(input, page, sentence);
        typed++;

        var expected = place.before() + sentence + " "
                + before.substring(place.before().length());
        var now = place.said(page);
        if (!now.equals(expected)) wrong.add(way + " " + place.name() + ": " + expected + " -> " + now);
        if (place.around(page).length() != around.length() + sentence.length() + 1)
            wrong.add(way + " " + place.name() + " elsewhere: " + place.around(page));
        place.clear(page);
        if (!place.around(page).equals(around)) wrong.add(way + " " + place.name() + " left: " + place.around(page));
    }
}
