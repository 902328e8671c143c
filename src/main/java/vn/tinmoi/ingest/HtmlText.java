package vn.tinmoi.ingest;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.owasp.html.Encoding;

/**
 * Between plain text and HTML. What comes out as HTML is not clean yet: the newsroom sanitises every body. Not by a parser of
 * HTML: to that, and to every browser, {@code <Bộ Y tế>} is a tag, and its words would be lost.
 */
final class HtmlText {
    private static final Pattern UNSHOWN =
            Pattern.compile("(?is)<(script|style)\\b[^>]*>.*?(</\\1\\s*>|$)|<!--.*?(-->|$)");
    private static final Pattern BREAK = Pattern.compile(
            "(?i)</?(br|hr|p|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|caption|section|article|center|blockquote"
                    + "|figure|figcaption|pre|address|header|footer|aside|main|form|img)\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile(
            "(?i)</?(a|abbr|acronym|audio|b|big|button|cite|code|del|dfn|em|embed|font|i|iframe|ins|kbd|label|link|mark"
                    + "|meta|nobr|noscript|object|o:p|picture|q|s|samp|small|source|span|strike|strong|sub|sup|svg|tt"
                    + "|time|u|var|video|wbr)\\b[^>]*>"); // another word in angle brackets is a word
    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");

    private HtmlText() {}

    /** The words of a piece of HTML, on one line. */
    static String plain(String html) {
        var shown = UNSHOWN.matcher(html).replaceAll(" ");
        var words = TAG.matcher(BREAK.matcher(shown).replaceAll(" ")).replaceAll("");
        return Encoding.decodeHtml(words, false)
                .replaceAll("[\\s\\u00a0]+", " ")
                .strip();
    }

    /** Plain text as paragraphs: a blank line parts them, or each line end where there is no blank line. */
    static String paragraphs(String text) {
        var lines = BLANK_LINE.matcher(text.strip()).find()
                ? BLANK_LINE.split(text.strip())
                : text.strip().split("\\R");
        return Arrays.stream(lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> "<p>" + escape(line).replaceAll("\\R", "<br>") + "</p>")
                .collect(Collectors.joining());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
