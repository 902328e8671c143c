package vn.tinmoi.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of an import.
 *
 * @param files how many were named
 * @param superseded stories of which another document in the same import is the later version
 * @param refused stories that were not taken over, with the reason
 * @param failedFiles files that could not be read at all; when there are any the import did not succeed
 * @param lines the whole report, for people
 */
public record ImportReport(
        int files,
        int created,
        int changed,
        int unchanged,
        int superseded,
        List<Refused> refused,
        List<Failed> failedFiles,
        List<String> lines) {
    /** {@code position}: from 1, in the order of the file; {@code reason}: a sentence. */
    public record Refused(Path file, int position, String reason) {}

    /** {@code reason}: a sentence. */
    public record Failed(Path file, String reason) {}
}
