package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinmoi.web.HtmlChecker;

/** Every kind of page of the real program: valid, without anything that axe finds, whole at every width and without style. */
@Served
final class EveryPageIT {
    private static final int PHONE = 390;
    private static final int DESK = 1440;

    /** Marks what a reader sees or uses; what says that a list is empty goes by itself when the list fills. */
    private static final String SEE = """
            () => {
              for (const one of document.querySelectorAll("a[href], button, input, select, summary, h1, h2, h3, main p:not(.empty, .none), li, dt, dd, td, th, figcaption, main img"))
                if (one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width) one.dataset.seen = "";
            }""";

    /** What went while the same is offered elsewhere is not lost: a phone has the tools in the foot, and search behind a button. */
    private static final String LOST = """
            () => {
              const gone = (one) => !one.checkVisibility({visibilityProperty: true}) || !one.getBoundingClientRect().width;
              const there = (selector) => [...document.querySelectorAll(selector)].some((one) => !gone(one));
              const elsewhere = (one) =>
                (one.closest(".dateline-tools") && there(".imprint [data-look=theme]") && there(".imprint a[hreflang]")) ||
                (one.closest(".find") && there(".to-search"));
              return [...document.querySelectorAll("[data-seen]")].filter((one) => gone(one) && !elsewhere(one))
              .map((one) => "hidden: " + one.outerHTML.slice(0, 120));
            }""";

    /** Texts that end before they end. */
    private static final String CUT_OFF = """
            () => [...document.body.querySelectorAll("*:not(.unseen)")]
              .filter((one) => one.clientWidth > 1 && one.textContent.trim() && !["visible", "auto", "scroll"].includes(getComputedStyle(one).overflowX)
                && one.scrollWidth > one.clientWidth + 1)
              .map((one) => "cut off: " + one.outerHTML.slice(0, 120))""";

    /**
     * Vietnamese letters, where the nearest lang says English; names stay names in every language (WCAG 3.1.2). A button's
     * name that quotes a title is an attribute, which cannot say two languages.
     */
    private static final String UNSAID_VIETNAMESE = """
            (names) => {
              const found = [];
              const look = (element, text) => {
                const rest = names.reduce((left, name) => left.replaceAll(name, ""), text);
                if (/[ăđơưạ-ỹ]/i.test(rest) && !element.closest("[aria-hidden=true]") && element.closest("[lang]").lang !== "vi")
                  found.push(text.trim());
              };
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("script, template, noscript"))
                look(walk.currentNode.parentElement, walk.currentNode.data);
              for (const name of ["alt", "title", "aria-label", "placeholder"])
                for (const one of document.body.querySelectorAll(`[${name}]:not([data-name])`)) look(one, one.getAttribute(name));
              return [...new Set(found)];
            }""";

    /** The site, a document, and what a reader typed. */
    private static final List<String> SAID_AS_THEY_ARE =
            List.of("Tin mới", "147/2024/NĐ-CP", "không còn nào", "như vậy");

    /**
     * Messages that are no faults here: the sanitiser ends void elements like XML, with every attribute in quotes; and a text
     * may begin with a lone mark, which is shown as it was written.
     */
    private static final List<String> EXEMPT =
            List.of("Trailing slash on void elements", "Text run starts with a composing character");

    private final List<String> findings = new ArrayList<>();

    @Test
    void everyPageAndStyleSheetIsValid(Edition edition) throws IOException {
        var checker = new HtmlChecker();
        for (var kind : edition.kinds()) {
            var answer = edition.client.get(kind.address());
            assertThat(answer.statusCode()).as(kind.name()).isEqualTo(kind.status());
            note(
                    kind,
                    checker.check(answer.body()).stream()
                            .filter(found -> EXEMPT.stream().noneMatch(found::contains))
                            .toList());
        }
        try (var sheets = Files.list(Path.of("webroot/css"))) {
            for (var sheet : sheets.toList()) {
                assertThat(checker.checkCss(Files.readString(sheet)))
                        .as(sheet.toString())
                        .isEmpty();
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void axeFindsNothing(Edition edition, Chromium chromium) throws IOException {
        for (int width : new int[] {PHONE, DESK}) {
            try (var context = reader(chromium, width, 900, 1)) {
                var page = context.newPage();
                for (var kind : edition.kinds()) {
                    if (width == DESK && kind.isEnglish()) continue; // other words, shorter ones, in the same places
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
                    page.navigate(kind.address());
                    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))");
                    note(kind, width + " light", Axe.findings(page));
                    if (width == DESK || kind.isEnglish()) continue; // the same colours
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                    note(kind, width + " dark", Axe.ofColours(page));
                    page.evaluate("() => void (document.documentElement.dataset.theme = 'contrast')");
                    note(kind, width + " contrast", Axe.ofColours(page));
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    /** What stands there until the scripts have come, and stays where one of them never comes. */
    @Test
    void axeFindsNothingBeforeTheToolsWork(Edition edition, Chromium chromium) throws IOException {
        try (var context = reader(chromium, PHONE, 900, 1)) {
            var page = context.newPage();
            page.route("**/js/story/*", route -> route.abort());
            var stories = edition.kinds().stream()
                    .filter(kind -> !kind.isEnglish() && kind.name().startsWith("story"))
                    .toList();
            assertThat(stories).isNotEmpty();
            for (var kind : stories) {
                page.navigate(kind.address());
                note(kind, "without its tools", Axe.findings(page));
            }
        }
        assertThat(findings).isEmpty();
    }

    private void note(PageKind kind, String how, List<String> found) {
        note(kind, found.stream().map(one -> how + ": " + one).toList());
    }

    /** 320 CSS pixels are 1280 at 400 %; 640 on a dense screen are 1280 at 200 %. */
    @Test
    void nothingIsLostAtTwiceAndFourTimesTheSize(Edition edition, Chromium chromium) {
        try (var context = reader(chromium, 1280, 1024, 2)) {
            var page = context.newPage();
            for (var kind : edition.kinds()) {
                page.setViewportSize(1280, 1024);
                page.navigate(kind.address());
                page.evaluate(SEE);
                for (int width : new int[] {640, 320}) {
                    page.setViewportSize(width, 512);
                    note(kind, strings(page.evaluate(LOST)));
                    note(kind, strings(page.evaluate(CUT_OFF)));
                    if ((Boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))
                        note(kind, List.of("scrolls sideways at " + width));
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    /** Puts what is longest into a page, and says what does not stand whole in it. */
    private static final String EXTREMES = """
            () => {
              const found = [];
              const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getBoundingClientRect().height);
              const name = document.querySelector(".site-name");
              name.classList.add("long");
              name.firstElementChild.textContent = "Trang thông tin điện tử Ủy ban nhân dân xã Đồng Sen huyện Núi Mây, tỉnh Lâm Châu";
              for (const one of all("[data-stat]")) one.textContent = "1.234.567.890";
              for (const one of all(".pick-title, .row-title")) one.textContent = "Hội nghị triển khai nghị quyết ".repeat(9);
              const bottom = (selector) => document.querySelector(selector).getBoundingClientRect().bottom;
              if (bottom(".site-name a") > bottom(".masthead")) found.push("the name is cut");
              const light = document.querySelector("#truc-tiep").getBoundingClientRect();
              const figure = document.querySelector("#thong-ke-nhanh b")?.getBoundingClientRect();
              if (figure?.height && Math.abs(light.bottom - figure.bottom) > figure.height / 2) found.push("the dot stands apart from its figure");
              for (const one of all(".pick-title, .row-title"))
                if (one.clientHeight > 4.5 * parseFloat(getComputedStyle(one).lineHeight)) found.push("more than four lines: " + one.className);
              if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
              return found.map((what) => what + " at " + innerWidth);
            }""";

    @Test
    void aLongNameTitleAndFigureStandWhole(Edition edition, Chromium chromium) {
        try (var context = reader(chromium, 1280, 1024, 1)) {
            var page = context.newPage();
            for (var kind : edition.kinds()) {
                page.navigate(kind.address());
                for (int width : new int[] {320, 390, 768, 1440}) {
                    page.setViewportSize(width, 900);
                    note(kind, strings(page.evaluate(EXTREMES)));
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void withoutStyleAndScriptEverythingReads(Edition edition, Chromium chromium) {
        try (var context = chromium.plainReader()) {
            var page = context.newPage();
            page.route("**/*.css", route -> route.abort());
            for (var kind : edition.kinds()) {
                page.navigate(kind.address());
                var unread = strings(page.evaluate("""
                        () => [...document.querySelectorAll("h1, h2, h3, p, li, dt, dd, td, th, figcaption, a[href], input, select")]
                          .filter((one) => one.textContent.trim() && !one.closest("[hidden], noscript, details:not([open]) > :not(summary)") && !one.checkVisibility())
                          .map((one) => "unread: " + one.outerHTML.slice(0, 120))"""));
                note(kind, unread);
                assertThat(page.locator("h1").isVisible()).as(kind.name()).isTrue();
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void vietnameseOnEnglishPagesSaysSo(Edition edition, Chromium chromium) {
        try (var context = reader(chromium, DESK, 900, 1)) {
            var page = context.newPage();
            for (var kind : edition.kinds()) {
                if (!kind.isEnglish()) continue;
                page.navigate(kind.address());
                note(kind, strings(page.evaluate(UNSAID_VIETNAMESE, SAID_AS_THEY_ARE)));
            }
        }
        assertThat(findings).isEmpty();
    }

    private static BrowserContext reader(Chromium chromium, int width, int height, double density) {
        return chromium.reader(options -> options.setViewportSize(width, height).setDeviceScaleFactor(density));
    }

    private void note(PageKind kind, List<String> found) {
        found.forEach(one -> findings.add(kind + ": " + one));
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
