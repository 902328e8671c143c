package vn.tinmoi.feed;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** The newest stories for feed readers, of the site and of each category, kept like pages. */
public final class FeedRoutes implements Routes {
    private final Answers answers;
    private final PageCache cache;
    private final Feeds feeds;

    public FeedRoutes(Answers answers, PageCache cache, Feeds feeds) {
        this.answers = answers;
        this.cache = cache;
        this.feeds = feeds;
    }

    @Override
    public void mount(Router router) {
        for (var format : Feed.Format.values()) {
            answers.get(router, "/" + format.file(), ctx -> feed(ctx, format, null));
            answers.get(router, "/chuyen-muc/:category/" + format.file(), ctx -> ofCategory(ctx, format));
        }
    }

    private Future<Reply> ofCategory(RoutingContext ctx, Feed.Format format) {
        var slug = ctx.pathParam("category");
        var now = feeds.current(slug);
        if (!now.equals(slug)) return Future.succeededFuture(new Reply.Redirect(301, Feeds.path(format, now)));
        if (!feeds.has(slug)) throw Problem.notFound("category.unknown", slug);
        return feed(ctx, format, slug);
    }

    private Future<Reply> feed(RoutingContext ctx, Feed.Format format, @Nullable String category) {
        return cache.page("feed", Feeds.path(format, category), () -> feeds.read(format, category))
                .map(given -> given.value().representation().reply(ctx.request(), cache.staleness(given)));
    }
}
