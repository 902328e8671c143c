package vn.tinmoi.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.tinmoi.news.Story;

/**
 * What became of an import.
 *
 * @param files how many were named
 * @param outcomes how many stories came to each; one that does not occur is left out
 * @param superseded stories of which another document in the same import is the later version
 * @param refused stories that were not taken over, with the reason
 * @param failedFiles files that could not be read at all, or of which nothing came in
 * @param leftAlone stories of which the newsroom's own words stay
 * @param drafts stories that wait because their date cannot be read
 * @param aside what is no story of ours to have, by its kind: page, trash, other
 * @param unknownCategories how many stories name each category that is not ours
 * @param pictures what became of the pictures that stand elsewhere
 * @param redirects former addresses that lead here now
 * @param whole whether each file was read, and each story came in, was known or was refused for a reason of its own
 * @param lines the whole report, for people
 */
public record ImportReport(
        int files,
        Map<Story.Outcome, Integer> outcomes,
        int superseded,
        List<Refused> refused,
        List<Failed> failedFiles,
        List<LeftAlone> leftAlone,
        List<Refused> drafts,
        Map<String, Integer> aside,
        Map<String, Integer> unknownCategories,
        Pictures pictures,
        int redirects,
        boolean whole,
        long perSecond,
        List<String> lines) {
    /** {@code position}: from 1, in the order of the file; {@code reason}: a sentence. */
    public record Refused(Path file, int position, String reason) {}

    /** {@code reason}: a sentence. */
    public record Failed(Path file, String reason) {}

    /** {@code fields}: the API's names. */
    public record LeftAlone(Path file, int position, String title, List<String> fields) {}

    /** {@code kept}: are ours now; {@code left}: stay at their addresses; {@code failed}: a sentence each. */
    public record Pictures(int kept, int left, List<String> failed) {}

    public int created() {
        return count(Story.Outcome.NEW);
    }

    public int changed() {
        return count(Story.Outcome.CHANGED);
    }

    public int unchanged() {
        return count(Story.Outcome.UNCHANGED);
    }

    public int withdrawn() {
        return count(Story.Outcome.WITHDRAWN);
    }

    /** Stories of which what is here is newer, from this import or an earlier one. */
    public int older() {
        return superseded + count(Story.Outcome.OLDER);
    }

    int count(Story.Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    ImportReport with(List<String> written) {
        return new ImportReport(
                files,
                outcomes,
                superseded,
                refused,
                failedFiles,
                leftAlone,
                drafts,
                aside,
                unknownCategories,
                pictures,
                redirects,
                whole,
                perSecond,
                written);
    }
}
