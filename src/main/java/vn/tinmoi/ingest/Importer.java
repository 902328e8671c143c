package vn.tinmoi.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Story;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Brings stories in from RSS, Atom and ninjs files. Any thread. */
public final class Importer {
    private final Vertx vertx;
    private final SourceFiles reader;
    private final Function<Story, Future<Story.Outcome>> keep;
    private final ImportWords words;
    private final InstantSource clock;

    /**
     * @param categories that stories may go to
     * @param zone of dates that name none
     * @param keep keeps one story and says what became of it; a failing {@code Problem} refuses that story
     */
    public Importer(
            Vertx vertx,
            Collection<Category> categories,
            ZoneId zone,
            Function<Story, Future<Story.Outcome>> keep,
            Messages messages,
            Language language,
            InstantSource clock) {
        var names = new CategoryNames(categories);
        var dates = new FeedDates(zone);
        this.vertx = vertx;
        this.reader = new SourceFiles(new FeedReader(dates, names), new NinjsReader(dates, names));
        this.keep = keep;
        this.words = new ImportWords(messages, language);
        this.clock = clock;
    }

    /**
     * Brings in every story of the files, one after the other, on a thread of its own; a bad one is refused and the rest goes
     * on. {@code progress} gets a line at most each second, on that thread. Fails with a {@code Problem} UNAVAILABLE when a
     * store is away; importing the same files again goes on.
     */
    public Future<ImportReport> importFiles(List<Path> files, Consumer<String> progress) {
        var done = new CompletableFuture<ImportReport>();
        var run = new ImportRun(reader, keep, words, clock, List.copyOf(files), progress);
        Thread.ofVirtual().name("import").start(() -> complete(done, run));
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
