package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** Where readers and owners see how visits are counted. */
final class CountingRoutes implements Routes {
    private final Answers answers;
    private final PageCache cache;
    private final CountingPages counting;

    CountingRoutes(Answers answers, PageCache cache, CountingPages counting) {
        this.answers = answers;
        this.cache = cache;
        this.counting = counting;
    }

    @Override
    public void mount(Router router) {
        for (var language : Language.values()) {
            var path = PageFrame.link(language, CountingPages.PATH);
            answers.get(router, path, ctx -> page(ctx, language, path));
        }
    }

    private Future<Reply> page(RoutingContext ctx, Language language, String path) {
        return cache.page("counting", path, () -> counting.page(language))
                .map(given -> SiteRoutes.page(ctx.request(), given, cache.staleness(given)));
    }
}
