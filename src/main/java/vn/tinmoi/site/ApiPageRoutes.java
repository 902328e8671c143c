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

/** Where people read what programs may ask; the programs read {@link ApiDescriptions}. */
final class ApiPageRoutes implements Routes {
    private final Answers answers;
    private final PageCache cache;
    private final ApiPages api;

    ApiPageRoutes(Answers answers, PageCache cache, ApiPages api) {
        this.answers = answers;
        this.cache = cache;
        this.api = api;
    }

    @Override
    public void mount(Router router) {
        for (var language : Language.values()) {
            var path = PageFrame.link(language, ApiPages.PATH);
            answers.get(router, path, ctx -> page(ctx, language, path));
        }
    }

    private Future<Reply> page(RoutingContext ctx, Language language, String path) {
        return cache.page("api", path, () -> api.page(language))
                .map(given -> SiteRoutes.page(ctx.request(), given, cache.staleness(given)));
    }
}
