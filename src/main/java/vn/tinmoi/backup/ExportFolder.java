package vn.tinmoi.backup;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of an export; {@code src/docs/export.md} describes them. */
public final class ExportFolder {
    static final String ABOUT = "tinmoi-export.json";
    static final String STORIES = "stories.ndjson";
    static final String PICTURES = "pictures.ndjson";
    static final String PEOPLE = "people.ndjson";

    /** As {@code site export} writes it. */
    public static final String SITE = "site.json";

    /** As {@code redirects import} reads it. */
    public static final String REDIRECTS = "redirects.csv";

    static final String FORMAT = "{\"format\": \"tinmoi-export\", \"version\": 1}\n";

    private ExportFolder() {}

    /** Whether that is the folder of an export. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(ABOUT));
    }
}
