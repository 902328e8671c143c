package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import vn.tinmoi.page.PortalStyle;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/**
 * {@code /giao-dien.css}, the site's own look, and {@code /api/v1/site/marks}, by which an open page tells whether a change of
 * the portal touches what it shows.
 */
final class LookRoutes implements Routes {
    private static final Map<String, String> LASTING = Map.of("Cache-Control", "public, max-age=31536000, immutable");
    private static final Map<String, String> ASKED = Map.of("Cache-Control", "no-cache");

    private final Answers answers;
    private final Site site;

    LookRoutes(Answers answers, Site site) {
        this.answers = answers;
        this.site = site;
    }

    @Override
    public void mount(Router router) {
        answers.get(router, PortalStyle.PATH, ctx -> Future.succeededFuture(style(ctx)));
        answers.get(router, "/api/v1/site/marks", ctx -> Future.succeededFuture(marks(ctx)));
    }

    /** Kept for ever only under the address that it has now. */
    private Reply style(RoutingContext ctx) {
        var css = PortalStyle.css(site.portal().get());
        boolean asNamed = PortalStyle.hash(css).equals(ctx.request().getParam("v"));
        var bytes = css.getBytes(StandardCharsets.UTF_8);
        return Representation.of("text/css; charset=utf-8", bytes, asNamed ? LASTING : ASKED)
                .reply(ctx.request());
    }

    private Reply marks(RoutingContext ctx) {
        var portal = site.portal().get();
        var marks = new JsonObject().put("frame", portal.frameMark()).put("front", portal.frontMark());
        var bytes = marks.encode().getBytes(StandardCharsets.UTF_8);
        return Representation.of("application/json", bytes, ASKED).reply(ctx.request());
    }
}
