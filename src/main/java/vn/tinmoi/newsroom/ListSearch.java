package vn.tinmoi.newsroom;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.media.PictureWish;

/**
 * What is looked for in a list, as its form has it: words, a person, and days in the site's zone.
 * A day that is none is not asked for.
 */
public record ListSearch(String words, String by, String from, String until) {
    private static final int LONGEST = 200;

    static ListSearch of(HttpServerRequest request) {
        return new ListSearch(word(request, "q"), word(request, "nguoi"), day(request, "tu"), day(request, "den"));
    }

    private static String word(HttpServerRequest request, String name) {
        var word = request.getParam(name, "").strip();
        return word.length() > LONGEST ? word.substring(0, LONGEST) : word;
    }

    private static String day(HttpServerRequest request, String name) {
        var text = request.getParam(name, "").strip();
        try {
            int year = text.isEmpty() ? 0 : LocalDate.parse(text).getYear();
            return year > 0 && year < 10_000 ? text : "";
        } catch (DateTimeException e) {
            return "";
        }
    }

    PictureWish wanted(ZoneId zone) {
        return new PictureWish(words, by, start(from, 0, zone), start(until, 1, zone));
    }

    private static @Nullable Instant start(String day, int later, ZoneId zone) {
        if (day.isEmpty()) return null;
        return LocalDate.parse(day).plusDays(later).atStartOfDay(zone).toInstant();
    }

    public boolean isAll() {
        return (words + by + from + until).isEmpty();
    }

    /** As an address has it, after its question mark. */
    String query() {
        return "q=" + coded(words) + "&nguoi=" + coded(by) + "&tu=" + from + "&den=" + until;
    }

    private static String coded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }
}
