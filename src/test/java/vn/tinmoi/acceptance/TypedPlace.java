package vn.tinmoi.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** Where a sentence is typed: in what {@code pick} finds, behind the letters {@code before}, where a click puts the caret. */
record TypedPlace(String name, String pick, String before) {
    /** A picture counts as a letter. */
    private static final String PICTURE = "\ufffc";

    static final String BODY =
            "<p>Đầu. Giữa. Cuối.</p><p>Chữ <strong>rất đậm</strong> đây.</p><ul><li>một mục</li></ul>"
                    + "<table><tbody><tr><td>ô này</td><td>hai</td></tr></tbody></table>"
                    + "<figure><img src=\"/static/sample/gom-bai-trau.svg\" alt=\"Gốm\" width=\"1200\" height=\"800\">"
                    + "<figcaption>Chú thích ảnh</figcaption></figure>"
                    + "<p>Trước <img src=\"/static/sample/gom-bai-trau.svg\" alt=\"Gốm\" width=\"60\" height=\"40\"> sau.</p>"
                    + "<h2>Đề mục</h2>";

    /** In the text as it is read, whose last paragraph is empty. */
    static final List<TypedPlace> RICH = List.of(
            new TypedPlace("empty", "#soan .ProseMirror > p >> nth=-1", ""),
            new TypedPlace("start", "#soan p >> nth=0", ""),
            new TypedPlace("middle", "#soan p >> nth=0", "Đầu. "),
            new TypedPlace("end", "#soan p >> nth=0", "Đầu. Giữa. Cuối."),
            new TypedPlace("bold", "#soan strong", "rất "),
            new TypedPlace("list", "#soan li", "một mục"),
            new TypedPlace("cell", "#soan td >> nth=0", "ô "),
            new TypedPlace("caption", "#soan figcaption", "Chú "),
            new TypedPlace("before a picture", "#soan p:has(img[alt])", "Trước "),
            new TypedPlace("behind a picture", "#soan p:has(img[alt])", "Trước " + PICTURE),
            new TypedPlace("heading", "#soan h2", "Đề "));

    /** In the fields beside it. */
    static final List<TypedPlace> FIELDS = List.of(
            new TypedPlace("start of the title", "#title", ""),
            new TypedPlace("middle of the title", "#title", "Gõ "),
            new TypedPlace("end of the title", "#title", "Gõ thử"),
            new TypedPlace("lead", "#lead", ""));

    /** In the text as it is kept. */
    static final List<TypedPlace> PLAIN = List.of(
            new TypedPlace("start of plain text", "#bodyHtml", ""),
            new TypedPlace("middle of plain text", "#bodyHtml", "<p>Đầu. "));

    private static final String SAID = """
            one => {
              if (one.matches('textarea')) return one.value;
              const copy = one.cloneNode(true);
              copy.querySelectorAll('.ProseMirror-separator').forEach(one => one.remove());
              copy.querySelectorAll('img').forEach(one => one.replaceWith('\\ufffc'));
              return copy.textContent.replaceAll('\\u00a0', ' ');
            }""";

    /** The letter before the caret; where there is none, the one behind it. Of a field: what its first line measures. */
    private static final String POINT = """
            (one, at) => {
              one.scrollIntoView({block: 'nearest'});
              const around = one.getBoundingClientRect();
              if (one.matches('textarea')) {
                const style = getComputedStyle(one);
                const of = name => parseFloat(style[name]) || 0;
                const pen = document.createElement('canvas').getContext('2d');
                pen.font = style.font;
                return [around.left + of('borderLeftWidth') + of('paddingLeft') + pen.measureText(one.value.slice(0, at)).width,
                  around.top + of('borderTopWidth') + of('paddingTop') + of('fontSize') / 2 - one.scrollTop];
              }
              const letters = [];
              const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
              while (walker.nextNode()) {
                const node = walker.currentNode;
                if (node.data) for (let i = 0; i < node.data.length; i++) letters.push([node, i]);
                else if (node.matches?.('img:not(.ProseMirror-separator)')) letters.push([node]);
              }
              const box = ([node, i]) => {
                if (i === undefined) return node.getBoundingClientRect();
                const range = document.createRange();
                range.setStart(node, i);
                range.setEnd(node, i + 1);
                return range.getBoundingClientRect();
              };
              const before = letters[at - 1];
              const behind = letters[at];
              const rect = before?.length > 1 ? box(before) : behind ? box(behind) : around;
              return [before?.length > 1 ? rect.right : rect.left + 0.5, (rect.top + rect.bottom) / 2];
            }""";

    /** How many letters stand before the caret. */
    private static final String CARET = """
            one => {
              if (one.matches('textarea')) return one.selectionStart;
              const {focusNode, focusOffset} = getSelection();
              if (!one.contains(focusNode)) return -1;
              const range = document.createRange();
              range.setStart(one, 0);
              range.setEnd(focusNode, focusOffset);
              const pictures = [...range.cloneContents().querySelectorAll('img:not(.ProseMirror-separator)')];
              return range.toString().length + pictures.length;
            }""";

    private Locator in(Page page) {
        return page.locator(pick);
    }

    String said(Page page) {
        return (String) in(page).evaluate(SAID);
    }

    /** Everything of the text or field that it is part of. */
    String around(Page page) {
        return pick.startsWith("#soan")
                ? (String) page.locator("#soan .ProseMirror").evaluate(SAID)
                : said(page);
    }

    /** Puts the caret there; says how many letters stand before it now, -1 where it is elsewhere. */
    int click(Page page) {
        var point = (List<?>) in(page).evaluate(POINT, before.length());
        page.mouse().click(((Number) point.get(0)).doubleValue(), ((Number) point.get(1)).doubleValue());
        return (int) in(page).evaluate(CARET);
    }

    /** Takes back what was typed since {@link #click}. */
    void clear(Page page) {
        page.keyboard().down("Shift");
        click(page);
        page.keyboard().up("Shift");
        page.keyboard().press("Backspace");
    }
}
