package vn.tinmoi.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.tinmoi.ingest.ImportReport.Failed;
import vn.tinmoi.ingest.ImportReport.LeftAlone;
import vn.tinmoi.ingest.ImportReport.Refused;
import vn.tinmoi.news.Story;

/** What an import counts while it runs. Owned by its thread. */
final class Tally {
    private final Map<Story.Outcome, Integer> outcomes = new EnumMap<>(Story.Outcome.class);
    private final List<Refused> refused = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final List<LeftAlone> leftAlone = new ArrayList<>();
    private final List<Refused> drafts = new ArrayList<>();
    private final Map<String, Integer> aside = new LinkedHashMap<>();
    private final Map<String, Integer> categories = new HashMap<>();
    private final Set<Path> fruitful = new HashSet<>();
    private int superseded;
    private int stories;
    private boolean ourFault;
    private int picturesLeft;

    void failed(Path file, String reason) {
        failed.add(new Failed(file, reason));
    }

    boolean hasFailed(Path file) {
        return failed.stream().anyMatch(one -> one.file().equals(file));
    }

    void refused(Path file, int position, String reason) {
        refused.add(new Refused(file, position, reason));
    }

    /** A story that did not come in for a reason that is not its own. */
    void ourFault() {
        ourFault = true;
    }

    void superseded(Path file) {
        superseded++;
        fruitful.add(file);
    }

    void aside(Path file, String kind) {
        aside.merge(kind, 1, Integer::sum);
        fruitful.add(file);
    }

    void taken(Path file, int position, Story story, Story.Taken taken) {
        outcomes.merge(taken.outcome(), 1, Integer::sum);
        stories++;
        fruitful.add(file);
        if (!taken.kept().isEmpty()) leftAlone.add(new LeftAlone(file, position, story.title(), taken.kept()));
    }

    void draft(Path file, int position, String sentence) {
        drafts.add(new Refused(file, position, sentence));
    }

    void unknown(List<String> names) {
        names.stream().distinct().forEach(name -> categories.merge(name, 1, Integer::sum));
    }

    void picturesLeft(int more) {
        picturesLeft += more;
    }

    /** Whether something of the file came in, was known or need not come in. */
    boolean isFruitful(Path file) {
        return fruitful.contains(file);
    }

    ImportReport report(int files, int kept, List<String> failedPictures, int redirects, long millis) {
        var mostFirst = new LinkedHashMap<String, Integer>();
        categories.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(one -> mostFirst.put(one.getKey(), one.getValue()));
        return new ImportReport(
                files,
                Map.copyOf(outcomes),
                superseded,
                List.copyOf(refused),
                List.copyOf(failed),
                List.copyOf(leftAlone),
                List.copyOf(drafts),
                Map.copyOf(aside),
                mostFirst,
                new ImportReport.Pictures(kept, picturesLeft, failedPictures),
                redirects,
                failed.isEmpty() && !ourFault,
                stories * 1000L / Math.max(1, millis),
                List.of());
    }
}
