package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.desk.ArticleApi;
import vn.tinmoi.desk.CategoryMoves;
import vn.tinmoi.desk.CreditIndex;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.desk.Scheduler;
import vn.tinmoi.feed.FeedRoutes;
import vn.tinmoi.feed.Feeds;
import vn.tinmoi.feed.SitemapRoutes;
import vn.tinmoi.live.EventRoutes;
import vn.tinmoi.live.Hub;
import vn.tinmoi.live.Hubs;
import vn.tinmoi.live.Origins;
import vn.tinmoi.live.SseRoutes;
import vn.tinmoi.live.StreamLimits;
import vn.tinmoi.live.WebSocketRoutes;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.log.Followers;
import vn.tinmoi.log.LogTailer;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.media.MediaApi;
import vn.tinmoi.media.MediaRoutes;
import vn.tinmoi.media.MediaStore;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.newsroom.NewsroomSite;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.people.Passwords;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.portal.Categories;
import vn.tinmoi.portal.CategoryApi;
import vn.tinmoi.portal.CurrentPortal;
import vn.tinmoi.portal.PageApi;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteApi;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.redirect.Redirects;
import vn.tinmoi.search.Search;
import vn.tinmoi.search.SearchIndex;
import vn.tinmoi.site.ReaderSite;
import vn.tinmoi.store.Stores;
import vn.tinmoi.visit.StatsApi;
import vn.tinmoi.visit.VisitFigures;
import vn.tinmoi.visit.VisitHistory;
import vn.tinmoi.visit.VisitRules;
import vn.tinmoi.visit.Visits;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.ConnectionLimits;
import vn.tinmoi.web.Connections;
import vn.tinmoi.web.Express;
import vn.tinmoi.web.Hangup;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Routes;
import vn.tinmoi.web.SecurityHeaders;
import vn.tinmoi.web.ServedRequests;
import vn.tinmoi.web.StaticAssets;
import vn.tinmoi.web.UnbelievedProxy;

/**
 * One process' rooms, wired by hand. What belongs to the process lives here, what belongs to an event loop is made by
 * {@link #open}. Built on the main thread; used from every loop.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration KEPT = Duration.ofDays(7); // how long an event can be replayed (contract)

    private static final int WARMING = 5; // seconds for the first pages; they take a tenth of one

    private final Vertx vertx;
    private final Metrics metrics;
    private final ServedRequests served;
    private final Board board = new Board();
    private final EventLog log;
    private final CurrentPortal portal;
    private final CategoryMoves moves;
    private final Hubs hubs;
    private final LogTailer tailer;
    private final ReaderSite site;
    private final SearchIndex index;
    private final Search search;
    private final Answers answers;
    private final Desk desk;
    private final Tokens tokens;
    private final Sessions sessions;
    private final SignIn signIn;
    private final NewsroomSite newsroom;
    private final Scheduler scheduler;
    private final CreditIndex credits;
    private final Visits visits;
    private final VisitFigures figures;
    private final Health health;
    private final StreamLimits limits;
    private final Origins origins;
    private final Messages messages = new Messages();
    private final SecurityHeaders headers;
    private final Gate gate;
    private final Express express;
    private final List<Routes> shared;

    /** {@code siteUrl}: absolute address of the site, asked when it is needed, because port 0 is known only later. */
    Node(
            Vertx vertx,
            Settings settings,
            Stores stores,
            Portal untilNow,
            Supplier<String> siteUrl,
            Metrics metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.served = new ServedRequests(metrics);
        var database = stores.database();
        log = new EventLog(database);
        var portals = new PortalReads(database, settings.siteName());
        portal = new CurrentPortal(vertx, portals::portal, untilNow, this::portalChanged);
        moves = new CategoryMoves(vertx, database);
        hubs = new Hubs(log, slug -> portal.get().category(slug).isPresent(), metrics, clock);
        tailer = new LogTailer(vertx, database, log, metrics, new Everyone());

        var assets = StaticAssets.load(settings.themeDir());
        var addresses = new ClientAddress(settings.trustedProxies(), new UnbelievedProxy(metrics, clock));
        var place = new Site(portal, siteUrl, settings.zone());
        var reads = new ArticleReads(database);
        var counted = new CountedFigures(this::figures, this::history);
        var lists = new LiveLists(reads, counted, tailer::position, board::counts, this::behind, clock);
        var cache = new PageCache(vertx, lists, place, metrics, clock);
        index = new SearchIndex(vertx, database);
        search = new Search(vertx, database, index);
        var pages = new Pages(database, portal);
        site = new ReaderSite(new ReaderSite.Parts(
                vertx,
                database,
                place,
                reads,
                lists,
                cache,
                search,
                new Redirects(database, metrics, clock),
                pages,
                counted,
                assets,
                assets,
                messages,
                metrics,
                clock));
        answers = site.answers();

        desk = new Desk(vertx, database, () -> tailer.position().epoch(), this::committed);
        scheduler = new Scheduler(vertx, desk);
        credits = new CreditIndex(vertx, database);
        tokens = new Tokens(database, settings.apiToken(), clock);
        sessions = new Sessions(database, stores.redis(), clock);
        signIn = new SignIn(database, new Passwords(vertx), sessions, metrics, clock);
        var sites = new Sites(database, portals, portal);
        var writes = new RateLimits(settings.maxWritesPerSecond(), clock);
        visits = new Visits(
                vertx,
                database,
                stores.redis(),
                new VisitRules(settings.zone(), settings.visitsBurst(), settings.newVisitsPerMinute()),
                clock,
                metrics,
                answers,
                addresses,
                siteUrl,
                this::isStaff,
                this::counted);
        figures = new VisitFigures(visits.history(), visits.minutes(), settings.zone(), clock);
        limits = new StreamLimits(settings.maxStreams(), settings.maxStreamsPerAddress(), addresses, metrics, clock);
        origins = new Origins(settings.allowedOrigins(), siteUrl);
        headers = new SecurityHeaders(behindTls(settings));
        var connections = new ConnectionLimits(
                settings.maxConnections(), settings.maxConnectionsPerAddress(), addresses::isTrusted, metrics);
        gate = new Gate(headers, site.problems(), metrics, connections, Connections.Pace.USUAL);
        express = new Express(site.ready(), headers, metrics);
        health = new Health(answers, board::following, stores.questions(), this::clock);
        var media = new MediaApi(answers, new MediaStore(vertx, database), tokens, writes);
        var categories = new Categories(database, portals, portal, moves::run);
        newsroom = new NewsroomSite(new NewsroomSite.Parts(
                answers,
                place,
                sites,
                categories,
                pages,
                media,
                new Samples(database, desk),
                site::front,
                signIn,
                sessions,
                messages,
                assets,
                addresses::of,
                behindTls(settings)));
        shared = List.of(
                visits.routes(),
                new StatsApi(answers, figures, settings.zone()),
                new ArticleApi(answers, desk, tokens, writes, tailer::reached),
                new SiteApi(answers, portal, sites, media::receive, tokens, writes),
                new PageApi(answers, portal, pages, tokens, writes),
                new CategoryApi(answers, portal, categories, tokens, writes),
                media,
                new MediaRoutes(answers, database, metrics),
                health,
                new FeedRoutes(answers, cache, new Feeds(reads, place, messages, clock, settings.feedHub())),
                new SitemapRoutes(answers, cache, reads, database, place, clock));
    }

    /** What is newest of the things that pages and health ask for. Any thread. */
    private static final class Board {
        private volatile VisitCounts counts = VisitCounts.none(java.time.Instant.EPOCH);
        private volatile boolean following;

        VisitCounts counts() {
            return counts;
        }

        boolean following() {
            return following;
        }
    }

    /**
     * Pages forget first, so that whoever hears of an event finds the new page; before them the portal is read again where it
     * changed, and what follows waits for it. On the tailer's context.
     */
    private final class Everyone implements Followers {
        private Future<Void> before = Future.succeededFuture();

        @Override
        public void followed(List<LoggedEvent> events) {
            before = before.compose(told -> portal.followed(events)).onSuccess(read -> tell(events));
        }

        private void tell(List<LoggedEvent> events) {
            site.touch(events);
            index.followed(events);
            hubs.followed(events);
        }

        @Override
        public void epochChanged(Cursor head) {
            before = before.compose(told -> portal.renewOrTryAgain()).onSuccess(read -> {
                site.touchAll();
                index.compare();
                hubs.epochChanged(head);
            });
        }
    }

    /** What was made of the former portal is made again. */
    private void portalChanged(Portal before, Portal now) {
        site.touchAll();
        hubs.gone(now.goneSince(before));
    }

    /** A write of this node is committed: its own pages must not lag behind its own answer. */
    private void committed(ArticleId article) {
        site.touchAll();
        tailer.wake();
    }

    private void counted(VisitCounts counts) {
        board.counts = counts;
        hubs.offer(counts);
    }

    /** A program of ours, or someone of the newsroom who reads the site. */
    private Future<Boolean> isStaff(HttpServerRequest request) {
        var session = newsroom.sessionOf(request);
        if (session.isEmpty()) return tokens.knows(request.getHeader("Authorization"));
        return sessions.find(session).map(Optional::isPresent);
    }

    private VisitFigures figures() {
        return figures;
    }

    private VisitHistory history() {
        return visits.history();
    }

    private JsonObject clock() {
        return new JsonObject()
                .put("status", visits.isClockOff() ? "off" : "right")
                .put("aheadSeconds", visits.clockAheadSeconds());
    }

    private boolean behind() {
        return tailer.lagSeconds() > 0;
    }

    private static boolean behindTls(Settings settings) {
        return settings.siteUrl() != null && settings.siteUrl().startsWith("https:");
    }

    /** A hub for the event loop that calls this. */
    Hub openHub() {
        return hubs.open(vertx, tailer::position);
    }

    SseRoutes streams(Hub hub) {
        return new SseRoutes(hub, limits, visits.audience());
    }

    /** On the hub's event loop. */
    void closeHub(Hub hub) {
        hubs.close(vertx, hub);
    }

    Gate gate() {
        return gate;
    }

    /** What is ready is answered before the router, which answers all else. On the connection's event loop. */
    void hurry(HttpConnection connection) {
        express.install(connection);
    }

    /** Everything that the public listener serves, on the router of one event loop; streams before all that a stream would keep alive. */
    void mount(Router router, Hub hub, SseRoutes streams) {
        answers.refuseUnreadable(router.route());
        streams.mount(router);
        router.route().handler(new Hangup(vertx));
        new WebSocketRoutes(hub, limits, visits.audience(), origins, messages).mount(router);
        router.route().handler(served);
        new EventRoutes(answers, hub).mount(router);
        shared.forEach(routes -> routes.mount(router));
        newsroom.routes().forEach(routes -> routes.mount(router));
        site.routes().forEach(routes -> routes.mount(router));
        answers.answerTheRest(router);
        site.know(router.getRoutes());
    }

    /** Follows the log, counts visits, publishes what is due. */
    Future<Void> start() {
        return tailer.start()
                .compose(followed -> visits.start())
                .onSuccess(counting -> board.counts = visits.current())
                .compose(counting -> scheduler.start())
                .onSuccess(started -> {
                    moves.start();
                    index.start();
                    credits.start();
                    prune();
                    vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), hour -> prune());
                });
    }

    /**
     * The last step of a start, once it is known where the site is: readers may come. The first pages are made before, so
     * that an outage right after the start finds them; where that fails readers come all the same.
     */
    Future<Void> open() {
        return site.warm()
                .timeout(WARMING, TimeUnit.SECONDS)
                .onFailure(e -> LOG.warn("the first pages are not made before they are asked for: {}", e.toString()))
                .otherwiseEmpty()
                .onSuccess(warm -> board.following = true);
    }

    private void prune() {
        log.prune(KEPT)
                .onSuccess(gone -> LOG.debug("event log pruned events={}", gone))
                .onFailure(e -> LOG.warn("event log not pruned, the next hour tries again: {}", e.toString()));
        sessions.forget()
                .onFailure(e -> LOG.warn("old sessions not dropped, the next hour tries again: {}", e.toString()));
    }

    /** Says goodbye to every stream, spread over this time; {@code /health/ready} is 503 from here on. */
    Future<Void> drain(Duration over) {
        health.drain();
        return hubs.drain(over);
    }

    /** Brings what is counted to PostgreSQL and lets go of the log. */
    Future<Void> stop(Duration patience) {
        return Future.join(
                        scheduler.stop(),
                        moves.stop(),
                        visits.stop(patience),
                        tailer.stop(),
                        index.stop(),
                        credits.stop())
                .eventually(search::close)
                .mapEmpty();
    }

    Desk desk() {
        return desk;
    }

    Tokens tokens() {
        return tokens;
    }

    SignIn signIn() {
        return signIn;
    }

    Metrics metrics() {
        return metrics;
    }

    Answers answers() {
        return answers;
    }

    Health health() {
        return health;
    }
}
