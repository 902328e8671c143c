package vn.tinmoi.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the interface; Vietnamese unless the caller asks for English. */
public enum Language {
    VI("vi", ""),
    EN("en", "/en");

    private final String tag;
    private final String prefix;

    Language(String tag, String prefix) {
        this.tag = tag;
        this.prefix = prefix;
    }

    /** BCP 47. */
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** What page addresses of this language begin with: nothing or {@code /en}. */
    public String prefix() {
        return prefix;
    }

    /** The path says it for pages, {@code Accept-Language} for everything else. */
    public static Language of(HttpServerRequest request) {
        var path = String.valueOf(request.path());
        boolean ofPrograms = path.startsWith("/api/") || path.equals("/ws");
        return ofPrograms ? preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)) : ofPage(path);
    }

    /** The language of the page at that path. */
    public static Language ofPage(String path) {
        return path.equals(EN.prefix) || path.startsWith("/en/") ? EN : VI;
    }

    /**
     * The better liked of the two by RFC 9110's quality values; Vietnamese when neither is named or both are alike. Not by
     * {@link Locale.LanguageRange}, which takes 12 ms for a header of 8 KB (2026-11-26, JDK 25) and throws all away for one
     * range that it cannot read.
     */
    static Language preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) return VI;
        double english = 0;
        double vietnamese = 0;
        for (var range : acceptLanguage.toLowerCase(Locale.ROOT).split(",")) {
            var parts = range.strip().split(";");
            var name = parts[0].strip();
            double quality = quality(parts);
            if (name.equals("en") || name.startsWith("en-")) english = Math.max(english, quality);
            if (name.equals("vi") || name.startsWith("vi-")) vietnamese = Math.max(vietnamese, quality);
        }
        return english > vietnamese ? EN : VI;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            if (!parameter.startsWith("q=")) continue;
            try {
                return Double.parseDouble(parameter.substring(2));
            } catch (NumberFormatException e) {
                return 0; // an unreadable wish is no wish
            }
        }
        return 1;
    }
}
