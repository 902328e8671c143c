package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.desk.ArticleApi;
import vn.tinmoi.desk.Bulk;
import vn.tinmoi.desk.CategoryMoves;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.CreditIndex;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Expiries;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.desk.Scheduler;
import vn.tinmoi.desk.StoryList;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.log.LogTailer;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.media.MediaApi;
import vn.tinmoi.media.MediaList;
import vn.tinmoi.media.MediaStore;
import vn.tinmoi.media.PartedUploads;
import vn.tinmoi.media.PictureCare;
import vn.tinmoi.media.PictureUse;
import vn.tinmoi.media.Removals;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.newsroom.NewsroomSite;
import vn.tinmoi.people.Attendance;
import vn.tinmoi.people.AuditChain;
import vn.tinmoi.people.FactorSecrets;
import vn.tinmoi.people.Passwords;
import vn.tinmoi.people.SecondFactors;
import vn.tinmoi.people.SecretBox;
import vn.tinmoi.people.SecretKeyFile;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.people.Staff;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.portal.Categories;
import vn.tinmoi.portal.CategoryApi;
import vn.tinmoi.portal.CurrentPortal;
import vn.tinmoi.portal.PageApi;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteApi;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.site.ReaderSite;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Routes;
import vn.tinmoi.web.StaticAssets;

/** The rooms of a node in which something is written: by programs with a token, by people, by the clock. Any thread. */
final class Editorial {
    private static final Logger LOG = LoggerFactory.getLogger(Editorial.class);

    private final Desk desk;
    private final Tokens tokens;
    private final AuditChain audit;
    private final BackupAge backupAge;
    private final Sessions sessions;
    private final SignIn signIn;
    private final FactorSecrets secrets;
    private final NewsroomSite newsroom;
    private final CategoryMoves moves;
    private final Scheduler scheduler;
    private final CreditIndex credits;
    private final WorkingCopies copies;
    private final Removals removals;
    private final PartedUploads parted;
    private final Bulk bulk;
    private final List<Routes> routes;

    /** {@code committed}: told of each event that this node wrote. */
    record Parts(
            Vertx vertx,
            Settings settings,
            Stores stores,
            PortalReads portals,
            CurrentPortal portal,
            Pages pages,
            Site place,
            ReaderSite site,
            LogTailer tailer,
            ClientAddress addresses,
            StaticAssets assets,
            Messages messages,
            Metrics metrics,
            InstantSource clock,
            Consumer<LoggedEvent> committed) {}

    Editorial(Parts of) {
        var database = of.stores.database();
        var answers = of.site.answers();
        desk = new Desk(of.vertx, database, () -> of.tailer.position().epoch(), of.committed);
        scheduler = new Scheduler(of.vertx, desk, of.metrics);
        credits = new CreditIndex(of.vertx, database);
        moves = new CategoryMoves(of.vertx, database);
        tokens = new Tokens(database, of.settings.apiToken(), of.metrics, of.clock);
        audit = new AuditChain(database, of.clock);
        backupAge = new BackupAge(database, of.metrics, of.clock);
        sessions = new Sessions(database, of.stores.redis(), of.clock);
        secrets = new FactorSecrets(database, secretBox(of.settings));
        var passwords = new Passwords(of.vertx);
        signIn = new SignIn(database, of.stores.redis(), passwords, sessions, of.metrics, of.clock);
        var sites = new Sites(database, of.portals, of.portal);
        var writes = new RateLimits(of.settings.maxWritesPerSecond(), of.addresses::isLifted, of.clock);
        var pictures = new MediaStore(of.vertx, database);
        var media = new MediaApi(answers, pictures, tokens, writes);
        parted = new PartedUploads(database, pictures);
        copies = new WorkingCopies(database);
        removals = new Removals(database, of.clock);
        var flow = new Flow(database);
        var unsaid = new UnsaidPictures(of.vertx, database);
        bulk = new Bulk(database, desk, flow, unsaid);
        var categories = new Categories(database, of.portals, of.portal, moves::run);
        newsroom = new NewsroomSite(new NewsroomSite.Parts(
                of.vertx,
                answers,
                of.place,
                sites,
                categories,
                of.pages,
                media,
                parted,
                new MediaList(database),
                new PictureUse(database),
                new PictureCare(database),
                removals,
                desk,
                flow,
                new PendingVersions(of.vertx, database, desk, flow),
                new Expiries(database, of.clock),
                bulk,
                unsaid,
                new Comments(of.vertx, database, flow),
                new StoryList(database),
                copies,
                new Samples(database, desk),
                of.site::front,
                of.site::story,
                signIn,
                new SecondFactors(database, of.stores.redis(), secrets, sessions, of.metrics, of.clock),
                new Staff(database, passwords, sessions, of.clock),
                sessions,
                tokens,
                new Attendance(of.stores.redis(), of.clock),
                of.metrics,
                of.messages,
                of.assets,
                of.addresses::of,
                of.clock,
                isBehindTls(of.settings)));
        var all = new ArrayList<>(List.of(
                new ArticleApi(answers, desk, tokens, writes, of.tailer::reached),
                new SiteApi(answers, of.portal, sites, media::receive, tokens, writes),
                new PageApi(answers, of.portal, of.pages, tokens, writes),
                new CategoryApi(answers, of.portal, categories, tokens, writes),
                media));
        all.addAll(newsroom.routes());
        routes = List.copyOf(all);
    }

    static boolean isBehindTls(Settings settings) {
        return settings.siteUrl() != null && settings.siteUrl().startsWith("https:");
    }

    List<Routes> routes() {
        return routes;
    }

    /** The same, with the use of tokens that come with reads of the figures noted. */
    Routes noting(Routes figures) {
        return new FigureTokens(tokens, figures);
    }

    /** A program of ours, or someone of the newsroom who reads the site. */
    Future<Boolean> isStaff(HttpServerRequest request) {
        var session = newsroom.sessionOf(request);
        if (session.isEmpty()) return tokens.knows(request.getHeader("Authorization"));
        return sessions.find(session)
                .map(found -> found.filter(Sessions.Session::proven).isPresent());
    }

    private static @Nullable SecretBox secretBox(Settings settings) {
        try {
            return SecretKeyFile.read(settings.secretKey(), settings.secretKeyFile())
                    .map(SecretBox::new)
                    .orElse(null);
        } catch (IllegalStateException e) {
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        }
    }

    /** Publishes what is due, ends merges that were interrupted, notes who is credited. */
    Future<Void> start() {
        return scheduler.start().onSuccess(started -> {
            moves.start();
            credits.start();
            secrets.takeOver()
                    .onFailure(
                            e -> LOG.warn("second factors not sealed, the next start tries again: {}", e.toString()));
        });
    }

    /** What PostgreSQL said to every node; empty: some of it may have been missed. */
    void said(String word) {
        newsroom.said(word);
    }

    /** Ends the streams of the newsroom's pages. */
    void drain() {
        newsroom.drain();
    }

    Future<Void> stop() {
        return Future.join(scheduler.stop(), moves.stop(), credits.stop()).mapEmpty();
    }

    BackupAge backupAge() {
        return backupAge;
    }

    AuditChain audit() {
        return audit;
    }

    Desk desk() {
        return desk;
    }

    Tokens tokens() {
        return tokens;
    }

    WorkingCopies copies() {
        return copies;
    }

    PartedUploads partedUploads() {
        return parted;
    }

    Removals removals() {
        return removals;
    }

    Bulk bulk() {
        return bulk;
    }

    Sessions sessions() {
        return sessions;
    }

    SignIn signIn() {
        return signIn;
    }
}
