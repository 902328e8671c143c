package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keyboard alone: it reaches everything, always shows where it is, and gets out again (WCAG 2.1.1, 2.1.2, 2.4.7, 2.4.11). */
@Served
final class KeyboardIT {
    private static final int MOST = 400; // steps; the longest page has about 150

    /** Marks where the focus is and says what is wrong there; null at the document's end. */
    private static final String LOOK = """
            () => {
              const one = document.activeElement;
              if (!one || one === document.body || one.dataset.walked) return null;
              one.dataset.walked = "1";
              const style = getComputedStyle(one);
              const [box] = one.getClientRects();
              const x = box.left + box.width / 2, y = box.top + box.height / 2;
              const top = document.elementFromPoint(x, y);
              const wrong = [];
              if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no sign of the focus");
              if (box.top < 0 || box.left < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) wrong.push("not in view");
              else if (!one.contains(top)) wrong.push("covered by " + top?.outerHTML.slice(0, 80));
              return {what: one.outerHTML.slice(0, 120), wrong: wrong.join(", ")};
            }""";

    private static final String MISSED = """
            () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
              .filter((one) => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}) && !one.dataset.walked)
              .map((one) => "never reached: " + one.outerHTML.slice(0, 120))""";

    /** The heights that a story's tools begin at. */
    private static final String TOOLS = """
            () => [...new Set([...document.querySelectorAll("#cong-cu :is(button, a)")]
              .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().top))]""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "front page",
                "story with everything in its body",
                "archive",
                "search that finds",
                "dashboard",
                "unknown page",
                "category, older, English"
            })
    void everythingIsReachedAndSeen(String name, Edition edition, Chromium chromium) {
        var kind = edition.kinds().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (int width : new int[] {390, 1440}) {
            try (var context = chromium.reader(options -> options.setViewportSize(width, 800))) {
                var page = context.newPage();
                page.navigate(kind.address());
                page.waitForFunction("() => !document.querySelector('.story-tools:not(.ready)')");
                assertThat(walk(page)).as("%s at %d px", kind, width).isEmpty();
            }
        }
    }

    @org.junit.jupiter.api.Test
    void theFirstStepLeadsPastTheFrame(Edition edition, Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = context.newPage();
            page.navigate(edition.program.site() + "/");

            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");

            assertThat(page.evaluate("() => document.querySelector('#noi-dung').contains(document.activeElement)"))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/en"})
    void aStorysToolsAreOneRowAndTheirMenuOpensAndCloses(String prefix, Edition edition, Chromium chromium) {
        var kind = edition.kinds().stream()
                .filter(one -> one.name().equals("story with everything in its body"))
                .findFirst()
                .orElseThrow();
        try (var context = chromium.reader(options -> options.setViewportSize(390, 800))) {
            var page = context.newPage();
            page.navigate(edition.program.site() + prefix + kind.path());
            page.locator("#cong-cu.ready").waitFor();
            assertThat((List<?>) page.evaluate(TOOLS)).hasSize(1);

            page.locator("#them-cong-cu").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.closest('#cong-cu-khac') !== null"))
                    .isEqualTo(true);
            page.keyboard().press("Escape");
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("them-cong-cu");
            assertThat(page.locator("#cong-cu-khac").isVisible()).isFalse();

            page.keyboard().press("Enter");
            page.locator("h1").click();
            assertThat(page.locator("#cong-cu-khac").isVisible()).isFalse();
        }
    }

    private static List<String> walk(Page page) {
        var wrong = new ArrayList<String>();
        int steps = 0;
        while (steps < MOST) {
            page.keyboard().press("Tab");
            var seen = (Map<?, ?>) page.evaluate(LOOK);
            if (seen == null) break;
            steps++;
            if (!seen.get("wrong").equals("")) wrong.add(seen.get("wrong") + ": " + seen.get("what"));
        }
        ((List<?>) page.evaluate(MISSED)).forEach(one -> wrong.add(String.valueOf(one)));
        if (steps == MOST) wrong.add("no end after " + MOST + " steps");
        return wrong;
    }
}
