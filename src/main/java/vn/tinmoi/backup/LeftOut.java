package vn.tinmoi.backup;

import java.util.Map;

/** The tables that are in no backup, each with the reason. Every other one is. */
final class LeftOut {
    static final Map<String, String> TABLES = Map.of(
            "schema_version", "made anew by the migrations up to the manifest's schema",
            "log_epoch", "a restored log is another one: it gets an epoch of its own",
            "session", "who was signed in signs in again",
            "parted_upload", "files that are on their way are sent again",
            "upload_part", "files that are on their way are sent again",
            "backup_made", "it tells of this database's copies",
            "article_search", "made anew from the stories",
            "article_search_word", "made anew from the stories",
            "article_search_pair", "made anew from the stories");

    private LeftOut() {}

    static boolean isKept(Table table) {
        return !TABLES.containsKey(table.name());
    }
}
