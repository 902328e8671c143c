package vn.tinmoi.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import vn.tinmoi.news.Category;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Brings stories in from RSS, Atom, JSON Feed, ninjs and WordPress' export. Any thread. */
public final class Importer {
    private final Vertx vertx;
    private final SourceFiles reader;
    private final StoryDesk desk;
    private final ImportWords words;
    private final InstantSource clock;

    /**
     * @param categories that stories may go to
     * @param mapped slugs of ours by the names that others use
     * @param zone of dates that name none
     */
    public Importer(
            Vertx vertx,
            Collection<Category> categories,
            Map<String, String> mapped,
            ZoneId zone,
            StoryDesk desk,
            Messages messages,
            Language language,
            InstantSource clock) {
        this.vertx = vertx;
        this.reader = new SourceFiles(new Subeditor(new FeedDates(zone), new CategoryNames(categories, mapped)));
        this.desk = desk;
        this.words = new ImportWords(messages, language);
        this.clock = clock;
    }

    /**
     * Brings in every story of the files on a thread of its own; a bad one is refused and the rest goes on. {@code progress}
     * gets a line at most each second, on that thread. Fails with a {@code Problem} UNAVAILABLE when a store is away;
     * importing the same files again goes on.
     */
    public Future<ImportReport> importFiles(List<Path> files, Consumer<String> progress) {
        var done = new CompletableFuture<ImportReport>();
        var run = new ImportRun(reader, desk, words, clock, List.copyOf(files), progress);
        Thread.ofPlatform().name("import").daemon().start(() -> complete(done, run));
        return Future.fromCompletionStage(done, vertx.getOrCreateContext());
    }

    private static void complete(CompletableFuture<ImportReport> done, ImportRun run) {
        try {
            done.complete(run.run());
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }
}
