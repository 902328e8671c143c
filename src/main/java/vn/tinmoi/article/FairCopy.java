package vn.tinmoi.article;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells of what the sanitiser wrote whether cleaning it again would change nothing, with one look at its tags: paragraphs,
 * headings, lists, quotations and figures that nest as nearly all bodies do, none empty, no words beside them. Whatever is
 * rarer (tables, footnotes, sound, lists in lists) may be settled too; that only cleaning it again can say. A property of
 * its test holds both together. Owned by the call.
 */
final class FairCopy {
    private static final Set<String> WORDS = Set.of("p", "h2", "h3", "h4", "li", "figcaption");
    private static final Set<String> MARKS = Set.of("strong", "b", "em", "i", "u", "s", "sub", "sup", "code", "a");
    private static final String TOP = "";

    /** What may stand directly in what, besides marks, breaks and pictures in {@link #WORDS} and marks. */
    private static final Map<String, Set<String>> NESTS = Map.of(
            TOP,
            Set.of("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figure", "hr"),
            "ul",
            Set.of("li"),
            "ol",
            Set.of("li"),
            "blockquote",
            Set.of("p"),
            "figure",
            Set.of("img", "a", "figcaption"));

    private static final Set<String> VOID = Set.of("br", "img", "hr");
    private static final Pattern NAME = Pattern.compile("</?([a-z0-9]+)");

    /** An open element. */
    private static final class Open {
        private final String name;
        private boolean says;
        private boolean over; // nothing may follow in it

        Open(String name) {
            this.name = name;
        }
    }

    private final String html;
    private final Deque<Open> open = new ArrayDeque<>();

    private FairCopy(String html) {
        this.html = html;
        open.push(new Open(TOP));
    }

    static boolean is(String html) {
        return new FairCopy(html).isFair();
    }

    private boolean isFair() {
        for (int at = 0; at < html.length(); ) {
            int tag = html.indexOf('<', at);
            int end = tag < 0 ? html.length() : tag;
            if (!words(at, end)) return false;
            if (tag < 0) break;
            at = html.indexOf('>', tag) + 1;
            if (at == 0 || !tag(html.substring(tag, at))) return false;
        }
        return open.size() == 1;
    }

    /** Whether these may stand here. An entity alone may be a space: then what is open is still empty. */
    private boolean words(int from, int to) {
        var here = open.element();
        boolean fits = WORDS.contains(here.name) || MARKS.contains(here.name);
        for (int i = from; i < to; i++) {
            char c = html.charAt(i);
            if (c == '\n' || c == ' ' || c == '\t') continue;
            if (!fits) return false;
            if (c == '&') i = Math.max(i, html.indexOf(';', i));
            else here.says |= !HtmlShape.isUnseen(c);
            if (c == '&' && i + 1 < to && isMark(html.charAt(i + 1)))
                return false; // it may compose with what that stands for
        }
        return true;
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private boolean tag(String tag) {
        var found = NAME.matcher(tag);
        if (!found.lookingAt() || tag.contains(" id=") || tag.contains(" class=")) return false;
        var name = found.group(1);
        if (tag.startsWith("</")) return close(name);
        var here = open.element();
        if (here.over || !fits(name, here.name)) return false;
        here.over = name.equals("figcaption");
        if (!VOID.contains(name)) open.push(new Open(name));
        else here.says |= !name.equals("br");
        return true;
    }

    private boolean fits(String name, String around) {
        var blocks = NESTS.get(around);
        if (blocks != null) return blocks.contains(name);
        if (name.equals("br") || name.equals("img")) return true;
        return MARKS.contains(name) && open.stream().noneMatch(one -> one.name.equals(name));
    }

    private boolean close(String name) {
        var closed = open.pop();
        if (!closed.name.equals(name) || !closed.says) return false;
        open.element().says = true;
        return true;
    }
}
