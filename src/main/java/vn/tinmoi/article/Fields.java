package vn.tinmoi.article;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.text.VnText;

/** Texts as they are stored: repaired and within their limits; a {@link Problem} INVALID names the field of any other. */
public final class Fields {
    static final int REASON = 1_000;
    static final int CORRECTION = 1_000;
    public static final int ALT = 300;
    public static final int CAPTION = 500;
    public static final int CREDIT = 200;

    private static final int QUOTED = 80;
    private static final int UNITS_A_CHARACTER =
            8; // a flag or family emoji fits; a thousand accents on one letter do not

    private Fields() {}

    /** A text of an article. HTML takes some milliseconds: not for an event loop. */
    public static String clean(TextField field, String text) {
        var cleaned = switch (field.form()) {
            case LINE -> line(field.json(), text, field.limit());
            case PARAGRAPHS -> limited(field.json(), VnText.clean(requireStorable(field.json(), text)), field.limit());
            case HTML -> bodyHtml(text);
            case ADDRESS -> onlyStorable(text);
            case TIME -> text.isEmpty() ? "" : time(field.json(), text);
        };
        if (cleaned.isEmpty() && field.isRequired()) throw Problem.invalid(field.json(), "field.missing");
        return cleaned;
    }

    private static String time(String field, String text) {
        try {
            var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() > 0 && time.getYear() < 10_000)
                return time.toInstant().truncatedTo(ChronoUnit.MILLIS).toString();
        } catch (DateTimeException e) {
            // answered below, like a year that no calendar of ours has
        }
        throw Problem.invalid(field, "field.time");
    }

    public static String reason(String text) {
        return line("reason", text, REASON);
    }

    public static String correction(String text) {
        var note = line("correction", text, CORRECTION);
        if (note.isEmpty()) throw Problem.invalid("correction", "field.missing");
        return note;
    }

    /** What is seen on a picture: who cannot see it is told. */
    public static String alt(String text) {
        var alt = line("alt", text, ALT);
        if (alt.isEmpty()) throw Problem.invalid("alt", "media.alt");
        return alt;
    }

    public static String caption(String text) {
        return line("caption", text, CAPTION);
    }

    public static String credit(String text) {
        return line("credit", text, CREDIT);
    }

    /** Sanitised HTML. Takes some milliseconds for a long one: not for an event loop. */
    public static String bodyHtml(String html) {
        int bytes = requireStorable("bodyHtml", html).getBytes(StandardCharsets.UTF_8).length;
        int limit = TextField.BODY_HTML.limit();
        if (bytes > limit) throw Problem.invalid("bodyHtml", "body-html.too-long", bytes, limit);
        return HtmlCleaner.clean(html);
    }

    /** One line of at most {@code limit} characters, repaired. */
    public static String line(String field, String text, int limit) {
        return limited(field, VnText.cleanLine(requireStorable(field, text)), limit);
    }

    private static String limited(String field, String text, int limit) {
        int length = VnText.length(text);
        if (length > limit || text.length() > limit * UNITS_A_CHARACTER) {
            throw Problem.invalid(field, "field.too-long", limit, length);
        }
        return text;
    }

    /** PostgreSQL cannot store NUL, UTF-8 cannot say half a surrogate pair. */
    private static String requireStorable(String field, String text) {
        if (!storable(text)) throw Problem.invalid(field, "field.unstorable");
        return text;
    }

    /** What a caller sent, short and sayable enough to be shown to them. */
    public static String quoted(String text) {
        var start = text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
        return start.codePoints()
                .map(c -> storable(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) return text.codePoints().allMatch(Fields::storable);
        }
        return true;
    }

    static boolean storable(int codePoint) {
        return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    /** One line from outside, made to fit: what cannot be stored is left out, and what is over {@code max} code points is cut. */
    public static String fitting(String text, int max) {
        return cut(VnText.cleanLine(onlyStorable(text)), max);
    }

    /** Code points are never fewer than what a reader would count. */
    public static String cut(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) return text;
        return text.substring(0, text.offsetByCodePoints(0, max - 1)).stripTrailing() + "…";
    }

    /** The text without what cannot be stored. */
    public static String onlyStorable(String text) {
        if (storable(text)) return text;
        var kept = new StringBuilder(text.length());
        text.codePoints().filter(Fields::storable).forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
