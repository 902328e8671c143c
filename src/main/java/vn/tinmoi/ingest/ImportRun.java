package vn.tinmoi.ingest;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/**
 * One import. Looks through every file first, to know which document of a story is the latest, then hands those on, some at a
 * time; without that, two versions in one import would take turns for ever, each time it is repeated. Owned by one thread
 * that may block.
 */
final class ImportRun {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
    private static final long PROGRESS_MILLIS = 1000;
    private static final int IN_FLIGHT = 6; // stories: one is cleaned while others are written
    private static final long HELD = 64L << 20; // bytes of files that are kept from the first look to the second
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)<img\\b[^>]*\\bsrc=[\"']?https?:");

    private record Place(int file, int position) {}

    /** The latest of the documents that are one story. */
    private static final class Latest {
        private Found.Item item;
        private Place place;

        Latest(Found.Item item, Place place) {
            this.item = item;
            this.place = place;
        }

        boolean isStory(Story other) {
            var story = item.story();
            return other.isSame(story.sourceUrl(), story.title(), story.publishedAt());
        }
    }

    private record Waiting(Place place, Found.Item item, Future<Story.Taken> taken) {}

    private final SourceFiles reader;
    private final StoryDesk desk;
    private final ImportWords words;
    private final InstantSource clock;
    private final List<Path> files;
    private final Consumer<String> progress;
    private final Map<String, List<Latest>> latest = new HashMap<>();
    private final Map<Integer, List<Found>> held = new HashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private final long started;
    private long heldBytes;
    private long told;
    private int seen;
    private int redirects;

    ImportRun(
            SourceFiles reader,
            StoryDesk desk,
            ImportWords words,
            InstantSource clock,
            List<Path> files,
            Consumer<String> progress) {
        this.reader = reader;
        this.desk = desk;
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
        while (!waiting.isEmpty()) settle(waiting.removeFirst());
        for (var file : files.stream().distinct().toList()) requireFruit(file);
        var report = tally.report(
                files.size(), desk.picturesKept(), desk.pictureFailures(), redirects, clock.millis() - started);
        return report.with(words.lines(report));
    }

    private void look(int file) {
        var found = read(file);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Found.Item item) look(item, new Place(file, i));
        }
        hold(file, found);
    }

    private List<Found> read(int file) {
        try {
            return reader.read(files.get(file));
        } catch (Problem why) {
            if (!tally.hasFailed(files.get(file))) tally.failed(files.get(file), words.reason(why));
            return List.of();
        }
    }

    private void hold(int file, List<Found> found) {
        try {
            heldBytes += Files.size(files.get(file));
        } catch (IOException e) {
            return; // it is gone: the second look says so
        }
        if (heldBytes <= HELD) held.put(file, found);
    }

    private void look(Found.Item item, Place place) {
        var same = latest.computeIfAbsent(item.story().guid(), guid -> new ArrayList<>(1));
        for (var known : same) {
            if (!known.isStory(item.story())) continue;
            if (known.item.changed().isAfter(item.changed())) return;
            known.item = item;
            known.place = place;
            return;
        }
        same.add(new Latest(item, place));
    }

    private void bring(int file) {
        if (tally.hasFailed(files.get(file))) return;
        var kept = held.remove(file);
        var found = kept == null ? read(file) : kept;
        for (int i = 0; i < found.size(); i++) {
            bring(found.get(i), new Place(file, i));
            seen++;
            tell(file);
        }
    }

    private void bring(Found found, Place place) {
        var file = files.get(place.file());
        switch (found) {
            case Found.Bad(var why) -> tally.refused(file, place.position() + 1, words.reason(why));
            case Found.Aside(var what, var name) -> tally.aside(file, what);
            case Found.Item item -> {
                boolean counts = latest.getOrDefault(item.story().guid(), List.of()).stream()
                        .anyMatch(one -> one.place.equals(place));
                if (counts) hand(item, place);
                else tally.superseded(file);
            }
        }
    }

    private void hand(Found.Item item, Place place) {
        waiting.add(new Waiting(place, item, desk.keep(item.story())));
        if (waiting.size() >= IN_FLIGHT) settle(waiting.removeFirst());
    }

    private void settle(Waiting story) {
        var file = files.get(story.place().file());
        int position = story.place().position() + 1;
        try {
            var taken = story.taken().toCompletionStage().toCompletableFuture().join();
            tally.taken(file, position, story.item().story(), taken);
            note(story.item(), file, position, taken);
        } catch (CompletionException e) {
            var cause = e.getCause();
            tally.refused(file, position, reason(cause == null ? e : cause));
        }
    }

    private void note(Found.Item item, Path file, int position, Story.Taken taken) {
        var story = item.story();
        var date = item.unreadableDate();
        if (date != null) tally.draft(file, position, words.unreadableDate(date, story.title()));
        tally.unknown(item.unknownCategories());
        if (!desk.bringsPictures()) tally.picturesLeft(pictures(story));
        if (taken.article() != null && !story.origin().formerPaths().isEmpty()) {
            redirects += desk.lead(story.origin().formerPaths(), taken.article());
        }
    }

    private static int pictures(Story story) {
        var elsewhere = ELSEWHERE.matcher(story.bodyHtml());
        int pictures = story.origin().cover() == null ? 0 : 1;
        while (elsewhere.find()) pictures++;
        return pictures;
    }

    private String reason(Throwable failure) {
        if (!(failure instanceof Problem why)) {
            LOG.error("a story was not brought in", failure);
            tally.ourFault();
            return words.failed();
        }
        if (why.kind() == Problem.Kind.UNAVAILABLE) throw why;
        return words.reason(why);
    }

    private void requireFruit(Path file) {
        if (!tally.hasFailed(file) && !tally.isFruitful(file)) tally.failed(file, words.nothingCameIn());
    }

    private void tell(int file) {
        long now = clock.millis();
        if (now - told < PROGRESS_MILLIS) return;
        told = now;
        progress.accept(words.progress(file + 1, files.size(), seen, now - started));
    }
}
