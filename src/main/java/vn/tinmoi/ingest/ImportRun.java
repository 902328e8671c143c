package vn.tinmoi.ingest;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/**
 * One import. Reads every file twice: first to know which document of a guid is the latest, then to hand on those, one at a
 * time; without that, two versions in one import would take turns for ever, each time it is repeated. Owned by one thread
 * that may block.
 */
final class ImportRun {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
    private static final long PROGRESS_MILLIS = 1000;

    private record Place(int file, int position) {}

    private record Latest(Instant changed, Place place) {}

    private final SourceFiles reader;
    private final Function<Story, Future<Story.Outcome>> keep;
    private final ImportWords words;
    private final InstantSource clock;
    private final List<Path> files;
    private final Consumer<String> progress;
    private final Map<String, Latest> latest = new HashMap<>();
    private final Map<Story.Outcome, Integer> outcomes = new HashMap<>();
    private final List<ImportReport.Refused> refused = new ArrayList<>();
    private final List<ImportReport.Failed> failed = new ArrayList<>();
    private final long started;
    private long told;
    private int superseded;
    private int seen;

    ImportRun(
            SourceFiles reader,
            Function<Story, Future<Story.Outcome>> keep,
            ImportWords words,
            InstantSource clock,
            List<Path> files,
            Consumer<String> progress) {
        this.reader = reader;
        this.keep = keep;
        this.words = words;
        this.clock = clock;
        this.files = files;
        this.progress = progress;
        this.started = clock.millis();
        this.told = started;
    }

    /** @throws Problem UNAVAILABLE when a store is away: what was brought stays, and a repeated import goes on */
    ImportReport run() {
        for (int file = 0; file < files.size(); file++) look(file);
        for (int file = 0; file < files.size(); file++) bring(file);
        var report = new ImportReport(
                files.size(),
                count(Story.Outcome.NEW),
                count(Story.Outcome.CHANGED),
                count(Story.Outcome.UNCHANGED),
                superseded,
                List.copyOf(refused),
                List.copyOf(failed),
                List.of());
        return words.written(report, clock.millis() - started);
    }

    private void look(int file) {
        try {
            var found = reader.read(files.get(file));
            for (int i = 0; i < found.size(); i++) {
                if (found.get(i) instanceof Found.Item item) look(item, new Place(file, i));
            }
        } catch (Problem why) {
            failed.add(new ImportReport.Failed(files.get(file), words.reason(why)));
        }
    }

    private void look(Found.Item item, Place place) {
        var known = latest.get(item.story().guid());
        if (known != null && known.changed().isAfter(item.changed())) return;
        latest.put(item.story().guid(), new Latest(item.changed(), place));
    }

    private void bring(int file) {
        if (failed.stream().anyMatch(other -> other.file().equals(files.get(file)))) return;
        var found = reader.read(files.get(file));
        for (int i = 0; i < found.size(); i++) {
            bring(found.get(i), new Place(file, i));
            seen++;
            tell(file);
        }
    }

    private void bring(Found found, Place place) {
        switch (found) {
            case Found.Bad(var why) -> refuse(place, words.reason(why));
            case Found.Item(var story, var changed) -> {
                var counts = latest.get(story.guid());
                if (counts != null && counts.place().equals(place)) hand(story, place);
                else superseded++;
            }
        }
    }

    private void hand(Story story, Place place) {
        try {
            var outcome =
                    keep.apply(story).toCompletionStage().toCompletableFuture().join();
            outcomes.merge(outcome, 1, Integer::sum);
        } catch (CompletionException e) {
            var cause = e.getCause();
            refuse(place, reason(cause == null ? e : cause));
        }
    }

    private String reason(Throwable failure) {
        if (!(failure instanceof Problem why)) {
            LOG.error("a story was not brought in", failure);
            return words.failed();
        }
        if (why.kind() == Problem.Kind.UNAVAILABLE) throw why;
        return words.reason(why);
    }

    private void refuse(Place place, String reason) {
        refused.add(new ImportReport.Refused(files.get(place.file()), place.position() + 1, reason));
    }

    private void tell(int file) {
        long now = clock.millis();
        if (now - told < PROGRESS_MILLIS) return;
        told = now;
        progress.accept(words.progress(file + 1, files.size(), seen, now - started));
    }

    private int count(Story.Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }
}
