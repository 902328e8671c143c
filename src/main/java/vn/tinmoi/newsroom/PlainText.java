package vn.tinmoi.newsroom;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as people type it who write no HTML: an empty line begins a paragraph. Any thread. */
final class PlainText {
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
    private static final Pattern BETWEEN = Pattern.compile("\\R(?:[ \\t]*\\R)+");
    private static final Pattern LINE = Pattern.compile("\\R");

    private PlainText() {}

    /** Of a text without a tag; one that has some is HTML and stays. */
    static String html(String text) {
        if (text.isBlank() || TAG.matcher(text).find()) return text;
        return Arrays.stream(BETWEEN.split(text.strip()))
                .map(paragraph -> "<p>" + LINE.matcher(escaped(paragraph)).replaceAll("<br>") + "</p>")
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
