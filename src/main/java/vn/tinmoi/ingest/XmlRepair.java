package vn.tinmoi.ingest;

import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Makes XML of what programs write for it: without what stands before it, without its document type (so that no entity is
 * ever defined, resolved or fetched), the entities of HTML as characters, a bare {@code &} as a character, and without
 * characters that XML does not have. CDATA sections stay as they are. Positions are kept as lines. Any thread.
 */
final class XmlRepair {
    private static final int LONGEST_NAME = 32; // the longest of HTML is CounterClockwiseContourIntegral;
    private static final Pattern DECLARATION = Pattern.compile("^<\\?xml\\b[^>]*\\?>");

    private final String xml;
    private final StringBuilder repaired;
    private int at;

    private XmlRepair(String xml) {
        this.xml = xml;
        this.repaired = new StringBuilder(xml.length() + 64);
    }

    static String repaired(String text) {
        int start = text.indexOf('<');
        var xml = start < 0 ? text : text.substring(start);
        var declaration = DECLARATION.matcher(xml);
        return new XmlRepair(declaration.find() ? xml.substring(declaration.end()) : xml).run();
    }

    private String run() {
        while (at < xml.length()) step();
        return repaired.toString();
    }

    private void step() {
        char c = xml.charAt(at);
        if (c == '&') entity();
        else if (c != '<') character(c);
        else if (xml.startsWith("<![CDATA[", at)) verbatim("]]>");
        else if (xml.startsWith("<!--", at)) skip("-->");
        else if (xml.regionMatches(true, at, "<!DOCTYPE", 0, 9)) documentType();
        else character(c);
    }

    private void character(char c) {
        at++;
        if ((c >= ' ' && c < 0xFFFE) || c == '\n' || c == '\r' || c == '\t') repaired.append(c);
    }

    private void verbatim(String end) {
        int until = end(end);
        while (at < until) character(xml.charAt(at));
    }

    private void skip(String end) {
        keepLines(end(end));
    }

    private void keepLines(int until) {
        for (; at < until; at++) if (xml.charAt(at) == '\n') repaired.append('\n');
    }

    private int end(String end) {
        int found = xml.indexOf(end, at);
        return found < 0 ? xml.length() : found + end.length();
    }

    /** Up to the {@code >} that closes it: those in quotes and in its internal subset do not. */
    private void documentType() {
        int depth = 0;
        char quote = 0;
        int i = at;
        for (; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote == 0 && xml.startsWith("<!--", i)) i = Math.max(i, xml.indexOf("-->", i) + 2);
            else if (quote != 0) quote = c == quote ? 0 : quote;
            else if (c == '"' || c == '\'') quote = c;
            else if (c == '[' || c == '<') depth++;
            else if (c == ']' || c == '>') depth--;
            if (depth == 0 && c == '>' && quote == 0) break;
        }
        keepLines(Math.min(xml.length(), i + 1));
    }

    private void entity() {
        int end = xml.indexOf(';', at);
        var name = end < 0 || end - at > LONGEST_NAME ? "" : xml.substring(at + 1, end);
        var meant = meant(name);
        repaired.append(meant);
        at = meant.equals("&amp;") && !name.equals("amp") ? at + 1 : end + 1;
    }

    private static String meant(String name) {
        return switch (name) {
            case "amp", "lt", "gt", "quot", "apos" -> "&" + name + ";";
            default -> name.startsWith("#") ? number(name) : named(name);
        };
    }

    private static String named(String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9]*")) return "&amp;";
        var character = Parser.unescapeEntities("&" + name + ";", true);
        return character.startsWith("&") && character.length() > 1 ? "&amp;" : HtmlText.escape(character);
    }

    private static String number(String name) {
        try {
            int code = name.matches("#[xX].*")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1));
            boolean possible = Character.isValidCodePoint(code) && (code < 0xD800 || code > 0xDFFF);
            if (!possible) return "&amp;";
            boolean written =
                    (code >= ' ' && code != 0xFFFE && code != 0xFFFF) || code == '\n' || code == '\r' || code == '\t';
            return written ? HtmlText.escape(Character.toString(code)) : "";
        } catch (NumberFormatException e) {
            return "&amp;";
        }
    }
}
