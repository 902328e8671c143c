package vn.tinmoi.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.tinmoi.web.Language;

/**
 * What {@code import} is asked for.
 *
 * @param pictures whether pictures that stand elsewhere are fetched and kept
 * @param overwrite whether what the newsroom changed gives way to the source
 * @param json whether a program reads the report: one JSON document on stdout
 * @param categories slugs of ours by the names that others use
 * @param language of the report
 */
record ImportOptions(
        boolean pictures,
        boolean overwrite,
        boolean json,
        Map<String, String> categories,
        Language language,
        List<Path> files) {}
