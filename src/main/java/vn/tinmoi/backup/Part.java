package vn.tinmoi.backup;

import java.util.Locale;

/** What of a site is looked at by itself. */
public enum Part {
    /** The event log: without a gap, and of stories that there are. */
    LOG("event_log"),
    /** The audit: its chain. */
    AUDIT("audit"),
    /** Stories: each as its last revision has it. */
    STORIES("article"),
    /** The portal and its own pages: each as its last version has it. */
    SITE("portal_page"),
    /** Pictures: there, and as they came. */
    MEDIA("media_rendition"),
    /** The search: every published story, and nothing else. */
    SEARCH("article_search"),
    /** Visits: the hours of a day are the day. */
    COUNTERS("visit_day");

    private final String table;

    Part(String table) {
        this.table = table;
    }

    /** Its name on a command line and in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whose rows are counted as looked at. */
    String table() {
        return table;
    }
}
