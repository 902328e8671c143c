package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Admission;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /api/v1/pages}: everyone reads what is published, who may manage the site changes and takes away. */
public final class PageApi implements Routes {
    private static final String PAGES = "/api/v1/pages";
    private static final Set<String> FIELDS = Set.of("slug", "title", "bodyHtml", "status", "version", "updatedAt");

    private final Answers answers;
    private final CurrentPortal current;
    private final Pages pages;
    private final Tokens tokens;
    private final Admission admission;

    /** {@code writes}: those of one token. */
    public PageApi(Answers answers, CurrentPortal current, Pages pages, Tokens tokens, RateLimits writes) {
        this.answers = answers;
        this.current = current;
        this.pages = pages;
        this.tokens = tokens;
        this.admission = new Admission(tokens, writes);
    }

    @Override
    public void mount(Router router) {
        answers.get(router, PAGES, this::list);
        answers.get(router, PAGES + "/:slug", this::page);
        write(router, HttpMethod.PUT, this::save);
        write(router, HttpMethod.DELETE, this::remove);
    }

    private void write(Router router, HttpMethod method, Function<RoutingContext, Future<? extends Reply>> handler) {
        router.route(method, PAGES + "/:slug").handler(admission);
        router.route(method, PAGES + "/:slug").handler(JsonBody.handler());
        answers.answer(router.route(method, PAGES + "/:slug"), ctx -> {
            Admission.actor(ctx).requireManage();
            return handler.apply(ctx);
        });
    }

    /** Those that readers see; to who may manage the site all of them, each with its state. */
    private Future<Reply> list(RoutingContext ctx) {
        var portal = current.get();
        return manages(ctx).compose(manages -> {
            if (!manages) return Future.succeededFuture(Versioned.told(ctx, list(portal), portal));
            return pages.all().map(all -> {
                var items = new JsonArray();
                for (var one : all) {
                    var json = Pages.json(one);
                    json.remove("bodyHtml");
                    items.add(json);
                }
                var body = new JsonObject().put("version", portal.version()).put("items", items);
                return new Reply.Json(200, body, Map.of("Cache-Control", "no-store"));
            });
        });
    }

    /** Whether a token comes with the request that may; UNAUTHENTICATED for one that is none. */
    private Future<Boolean> manages(RoutingContext ctx) {
        var authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null
                ? Future.succeededFuture(false)
                : tokens.actor(authorization).map(actor -> actor.may(Right.MANAGE));
    }

    private static JsonObject list(Portal portal) {
        var items = new JsonArray();
        for (var page : portal.pages()) {
            var title = new JsonObject().put("vi", page.titleVi());
            if (!page.titleEn().isEmpty()) title.put("en", page.titleEn());
            items.add(new JsonObject().put("slug", page.slug()).put("title", title));
        }
        return new JsonObject().put("version", portal.version()).put("items", items);
    }

    private Future<Reply> page(RoutingContext ctx) {
        var slug = ctx.pathParam("slug");
        var portal = current.get();
        return manages(ctx)
                .compose(manages -> pages.page(slug).map(found -> {
                    var kept = found.filter(one -> manages || one.isPublished())
                            .orElseThrow(() -> Problem.notFound("page.unknown", "/trang/" + Fields.quoted(slug)));
                    return kept.isPublished()
                            ? Versioned.told(ctx, Pages.json(kept), portal)
                            : new Reply.Json(200, Pages.json(kept), Map.of("Cache-Control", "no-store"));
                }));
    }

    private Future<Reply> save(RoutingContext ctx) {
        JsonBody.requireJson(ctx);
        var slug = ctx.pathParam("slug");
        WholeSiteForm.requireSlug(slug, "slug");
        return JsonBody.tree(ctx)
                .compose(body -> {
                    JsonParts.requireKnown(body, "", FIELDS);
                    if (!body.has("status")) body.put("status", "draft");
                    return ctx.vertx().executeBlocking(() -> PageForm.read(body, slug, ""), false);
                })
                .compose(page -> pages.save(page, Versioned.seen(ctx), Admission.actor(ctx)))
                .map(kept -> Versioned.changed(200, Pages.json(kept), current.get(), Map.of()));
    }

    private Future<Reply> remove(RoutingContext ctx) {
        return pages.remove(ctx.pathParam("slug"), Versioned.seen(ctx), Admission.actor(ctx))
                .map(gone -> new Reply.Empty(204, Map.of("Cache-Control", "no-store")));
    }
}
