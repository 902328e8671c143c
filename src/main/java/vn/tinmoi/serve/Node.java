package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.feed.FeedRoutes;
import vn.tinmoi.feed.Feeds;
import vn.tinmoi.feed.SitemapRoutes;
import vn.tinmoi.live.EventRoutes;
import vn.tinmoi.live.Hub;
import vn.tinmoi.live.Hubs;
import vn.tinmoi.live.SseRoutes;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.log.LogTailer;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.portal.CurrentPortal;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.Site;
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
import vn.tinmoi.web.AccessLog;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Express;
import vn.tinmoi.web.Hangup;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.RequestIds;
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
    private static final int WARMING = 5; // seconds for the first pages; they take a tenth of one

    private final Vertx vertx;
    private final AccessLog access;
    private final ServedRequests served;
    private final Board board = new Board();
    private final EventLog log;
    private final CurrentPortal portal;
    private final Hubs hubs;
    private final LogTailer tailer;
    private final ReaderSite site;
    private final SearchIndex index;
    private final Search search;
    private final Answers answers;
    private final Editorial editorial;
    private final Visits visits;
    private final VisitFigures figures;
    private final Health health;
    private final Streams streams;
    private final Messages messages = new Messages();
    private final Gate gate;
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
        var database = stores.database();
        var readers = stores.readers();
        log = new EventLog(database);
        var portals = new PortalReads(database, settings.siteName());
        portal = new CurrentPortal(vertx, portals::portal, untilNow, this::portalChanged);
        hubs = new Hubs(log, slug -> portal.get().category(slug).isPresent(), metrics, clock);
        var followers = new PortalFirst(portal, this::tell, this::jumped, this::said);
        tailer = new LogTailer(vertx, database, log, metrics, followers);
        var assets = StaticAssets.load(settings.themeDir());
        var addresses = new ClientAddress(
                settings.trustedProxies(), settings.liftedLimits(), new UnbelievedProxy(metrics, clock));
        access = new AccessLog(settings.accessLog(), addresses, clock);
        metrics.accessLogDropped(AccessLog::dropped);
        served = new ServedRequests(metrics, addresses, access, clock);
        var place = new Site(portal, siteUrl, settings.zone());
        var reads = new ArticleReads(readers);
        var counted = new CountedFigures(this::figures, this::history);
        var lists = new LiveLists(reads, counted, board::told, board::counts, () -> tailer.lagSeconds() > 0, clock);
        var cache = new PageCache(vertx, lists, place, metrics, clock);
        index = new SearchIndex(vertx, database);
        search = new Search(vertx, readers, index, metrics);
        var pages = new Pages(database, portal);
        site = new ReaderSite(new ReaderSite.Parts(
                vertx,
                readers,
                place,
                reads,
                lists,
                cache,
                search,
                new Redirects(readers, metrics, clock),
                pages,
                counted,
                assets,
                assets,
                messages,
                metrics,
                clock));
        answers = site.answers();

        editorial = new Editorial(new Editorial.Parts(
                vertx,
                settings,
                stores,
                portals,
                portal,
                pages,
                place,
                site,
                tailer,
                addresses,
                assets,
                messages,
                metrics,
                clock,
                this::committed));
        visits = new Visits(
                vertx,
                database,
                stores.redis(),
                new VisitRules(
                        settings.zone(), settings.visitsBurst(), settings.newVisitsPerMinute(), addresses::isLifted),
                clock,
                metrics,
                answers,
                addresses,
                siteUrl,
                editorial::isStaff,
                this::counted);
        figures = new VisitFigures(visits.history(), visits.minutes(), settings.zone(), clock);
        streams = new Streams(
                vertx, hubs, tailer, settings, addresses, siteUrl, visits.audience(), messages, metrics, clock);
        var headers = new SecurityHeaders(Editorial.isBehindTls(settings));
        var express = new Express(site.ready(), headers, metrics, access);
        gate = Gate.of(settings, headers, site.problems(), addresses::isExempt, metrics, express);
        health = new Health(answers, board::following, stores.questions(), visits::clock);
        shared = List.of(
                visits.routes(),
                editorial.noting(new StatsApi(answers, figures, settings.zone())),
                health,
                new WayHere(answers, addresses),
                new FeedRoutes(answers, cache, new Feeds(reads, place, messages, clock, settings.feedHub())),
                new SitemapRoutes(answers, cache, reads, readers, place, clock));
    }

    /** Pages forget first, so that whoever hears of an event finds the new page. */
    private void tell(List<LoggedEvent> events) {
        site.touch(events);
        board.told(events.getLast().id());
        index.followed(events);
        hubs.followed(events);
    }

    private void jumped(Cursor head) {
        site.touchAll();
        board.told(head);
        index.compare();
        hubs.epochChanged(head);
    }

    private void said(String word) {
        site.said(word);
        editorial.said(word);
    }

    /** What was made of the former portal is made again. */
    private void portalChanged(Portal before, Portal now) {
        site.touchAll();
        hubs.gone(now.goneSince(before));
    }

    /** A write of this node is committed: its own pages must not lag behind its own answer. */
    private void committed(LoggedEvent event) {
        site.touch(List.of(event));
        tailer.wake();
    }

    private void counted(VisitCounts counts) {
        board.counts(counts);
        hubs.offer(counts);
    }

    private VisitFigures figures() {
        return figures;
    }

    private VisitHistory history() {
        return visits.history();
    }

    Streams streams() {
        return streams;
    }

    Gate gate() {
        return gate;
    }

    /** Everything that the public listener serves, on the router of one event loop; streams before all that a stream would keep alive. */
    void mount(Router router, Hub hub, SseRoutes events) {
        answers.refuseUnreadable(router.route());
        if (access.isOn()) router.routeWithRegex("/stream|/ws").handler(access);
        events.mount(router);
        router.route().handler(new Hangup(vertx));
        streams.webSockets(hub).mount(router);
        router.route().handler(served);
        router.route().handler(new RequestIds());
        new EventRoutes(answers, hub).mount(router);
        shared.forEach(routes -> routes.mount(router));
        editorial.routes().forEach(routes -> routes.mount(router));
        site.routes().forEach(routes -> routes.mount(router));
        answers.answerTheRest(router);
        site.know(router.getRoutes());
    }

    /** Follows the log, counts visits, publishes what is due. */
    Future<Void> start() {
        return Stores.insist(vertx, "the log", tailer::start)
                .onSuccess(following -> board.told(tailer.position()))
                .compose(followed -> Stores.insist(vertx, "the counters", visits::start))
                .onSuccess(counting -> board.counts(visits.current()))
                .compose(counting -> editorial.start())
                .onSuccess(started -> {
                    index.start();
                    new Housekeeping(log, editorial).start(vertx);
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
                .onSuccess(warm -> board.open());
    }

    /** Says goodbye to every stream, spread over this time; {@code /health/ready} is 503 from here on. */
    Future<Void> drain(Duration over) {
        health.drain();
        editorial.drain();
        return hubs.drain(over);
    }

    /** Brings what is counted to PostgreSQL and lets go of the log. */
    Future<Void> stop(Duration patience) {
        return Future.join(editorial.stop(), visits.stop(patience), tailer.stop(), index.stop())
                .eventually(search::close)
                .mapEmpty();
    }

    Editorial editorial() {
        return editorial;
    }

    /** What the management listener answers besides its own. */
    void mountManagement(Router router) {
        health.mount(router);
        answers.answerTheRest(router);
    }
}
