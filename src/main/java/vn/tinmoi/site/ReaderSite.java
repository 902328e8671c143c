package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import java.time.InstantSource;
import java.util.List;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.media.Icons;
import vn.tinmoi.media.MediaRoutes;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Article;
import vn.tinmoi.page.Figures;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.Redirects;
import vn.tinmoi.search.PageSearch;
import vn.tinmoi.search.Related;
import vn.tinmoi.search.Search;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.ReadyAnswers;
import vn.tinmoi.web.Routes;
import vn.tinmoi.web.StaticAssets;

/**
 * Everything that readers see, wired: the pages, their pictures, the API that reads stories, the search, what a device keeps, and what is
 * said where nothing is. One for a node. Any thread.
 */
public final class ReaderSite {
    private final PageCache cache;
    private final KeptPages pages;
    private final StoryPages stories;
    private final MediaRoutes pictures;
    private final Unreadable unreadable;
    private final Nowhere nowhere;
    private final Problems problems;
    private final Answers answers;
    private final ReadyAnswers ready;
    private final List<Routes> routes;

    /**
     * What the site is made of.
     *
     * @param figures what has been counted
     * @param asset addresses of the files of {@code webroot}
     */
    public record Parts(
            Vertx vertx,
            Database database,
            Site site,
            ArticleReads reads,
            LiveLists lists,
            PageCache cache,
            Search search,
            Redirects redirects,
            Pages pages,
            Figures figures,
            StaticAssets assets,
            Assets asset,
            Messages messages,
            Metrics metrics,
            InstantSource clock) {}

    public ReaderSite(Parts of) {
        var site = of.site;
        var frames = new PageTexts(site, of.messages, of.asset, of.clock);
        var linkedData = new LinkedData(site, of.messages, of.asset);
        cache = of.cache;
        unreadable = new Unreadable(of.reads, of.clock);
        problems =
                new Problems(of.messages, new SiteErrorPages(of.vertx, of.lists, site, frames, of.metrics, of.clock));
        nowhere = new Nowhere(problems, of.lists, unreadable, site, of.assets, of.redirects, of.clock);
        answers = new Answers(problems, nowhere);

        var related = new Related(of.reads, of.database, of.clock);
        stories = new StoryPages(of.reads, of.lists, unreadable, related, site, frames, linkedData, of.clock);
        pages = new KeptPages(
                cache,
                site,
                new FrontPages(of.reads, of.lists, site, frames, linkedData, of.clock),
                new BoardPages(of.figures, of.lists, site, frames, of.clock),
                stories);
        var archive = new ArchivePages(new ArchiveReads(of.database), site, frames, linkedData, of.clock);
        var bylines = new BylinePages(new BylineReads(of.database), site, frames, linkedData, of.clock);
        var counting = new CountingPages(of.figures, site, frames, linkedData, of.clock);
        var api = new ApiPages(site, frames, linkedData, of.clock);
        var own = new PageSearch(of.vertx, site, of.pages);
        var searches = new SearchPages(of.vertx, of.search, own, of.lists, frames);
        pictures = new MediaRoutes(answers, of.vertx, of.database, of.metrics);
        var reading = new ReadingApi(answers, cache, of.reads, of.lists, stories, site, of.clock);
        ready = of.assets.or(cache).or(reading).or(nowhere);
        routes = List.of(
                reading,
                pictures,
                new Icons(
                        answers,
                        of.vertx,
                        of.database,
                        () -> site.portal().get().icon()),
                new MostReadApi(answers, of.lists),
                new SearchRoutes(answers, of.search, searches, site, of.metrics),
                of.assets.routes(answers),
                new ApiDescriptions(answers, site.url()),
                new ApiPageRoutes(answers, cache, api),
                new ArchiveRoutes(answers, cache, archive, bylines),
                new CountingRoutes(answers, cache, counting),
                new LookRoutes(answers, site),
                new OwnPages(answers, cache, of.pages, frames, linkedData, of.clock),
                new DeviceRoutes(answers, site, frames, of.assets, of.clock),
                new SiteRoutes(answers, cache, pages, of.assets, site, of.clock));
    }

    /** How every room of the node answers: its error pages are this site's. */
    public Answers answers() {
        return answers;
    }

    public Problems problems() {
        return problems;
    }

    /** What is served before any route is asked. */
    public ReadyAnswers ready() {
        return ready;
    }

    /** The front page as readers get it, to be shown elsewhere; fails as PostgreSQL does when it was never made. */
    public Future<byte[]> front(Language language) {
        return pages.front(language).map(given -> given.value().representation().body());
    }

    /** The page of an article as readers would get it if it were published as it is; fails as PostgreSQL does. */
    public Future<byte[]> story(Language language, Article article) {
        return stories.preview(language, article);
    }

    Nowhere nowhere() {
        return nowhere;
    }

    public List<Routes> routes() {
        return routes;
    }

    /** Tells it every route that there is; until then it does not say of an address that nothing is there. */
    public void know(Iterable<Route> every) {
        nowhere.know(every);
    }

    /** Makes the first pages; fails when PostgreSQL does. */
    public Future<Void> warm() {
        return pages.warm();
    }

    /** Forgets what the events change. */
    public void touch(List<LoggedEvent> events) {
        unreadable.touch(events);
        cache.touch(events);
    }

    /** What PostgreSQL said to every node; empty: some of it may have been missed. */
    public void said(String word) {
        pictures.said(word);
    }

    /** Forgets everything: the portal or the log is another. */
    public void touchAll() {
        unreadable.touch();
        cache.touchAll();
    }
}
