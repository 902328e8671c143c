package vn.tinmoi.news;

import java.util.Locale;

/** Where an article stands. Only {@link #PUBLISHED} is shown to readers. */
public enum ArticleStatus {
    DRAFT,
    SCHEDULED,
    PUBLISHED,
    WITHDRAWN;

    /** The name in the API and in the database: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ArticleStatus ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
