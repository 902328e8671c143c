package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;
import static vn.tinmoi.store.Stores.insist;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Terms;
import vn.tinmoi.ingest.PictureFetch;
import vn.tinmoi.ingest.StoryDesk;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.media.MediaStore;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Story;
import vn.tinmoi.people.Actor;
import vn.tinmoi.redirect.FormerAddresses;
import vn.tinmoi.store.Database;

/** Where an import's stories go: to the desk, their former addresses to the redirects. */
final class Incoming implements StoryDesk {
    private static final Actor IMPORT = new Actor("import", true);
    private static final String PERMALINK = "/a/";

    private final Desk desk;
    private final Terms terms;
    private final FormerAddresses former;
    private final String own;
    private final @Nullable Illustrations illustrations;
    private final Function<Illustrations.Failure, String> words;

    /** {@code words}: what is said of a picture that could not be had. */
    Incoming(
            Vertx vertx,
            Database database,
            Settings settings,
            ImportOptions options,
            InstantSource clock,
            Function<Illustrations.Failure, String> words) {
        this.words = words;
        this.illustrations = options.pictures()
                ? new Illustrations(
                        vertx,
                        new PictureFetch(vertx, clock, settings.importsFromAnywhere()),
                        new MediaStore(vertx, database),
                        IMPORT)
                : null;
        var epoch = insist("the log", new EventLog(database)::epoch);
        this.desk = new Desk(vertx, database, () -> epoch, article -> {});
        this.terms = new Terms(options.overwrite(), illustrations);
        this.former = new FormerAddresses(database);
        this.own = settings.siteUrl() == null ? "" : settings.siteUrl() + PERMALINK;
    }

    @Override
    public Future<Story.Taken> keep(Story story) {
        boolean ours = !own.isEmpty() && story.guid().startsWith(own);
        return ours
                ? Future.succeededFuture(new Story.Taken(Story.Outcome.UNCHANGED, null, List.of()))
                : desk.bringIn(story, IMPORT, terms);
    }

    @Override
    public int lead(List<String> formerPaths, ArticleId story) {
        return await(former.lead(formerPaths, story));
    }

    @Override
    public boolean bringsPictures() {
        return illustrations != null;
    }

    @Override
    public int picturesKept() {
        return illustrations == null ? 0 : illustrations.kept();
    }

    @Override
    public List<String> pictureFailures() {
        return illustrations == null
                ? List.of()
                : illustrations.failures().stream().map(words).toList();
    }
}
