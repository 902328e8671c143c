package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Admission;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * {@code /api/v1/site}: everyone reads the document, who may manage the site replaces it, its pictures one by one, and takes
 * earlier versions back.
 */
public final class SiteApi implements Routes {
    private static final String SITE = "/api/v1/site";
    private static final int MOST_VERSIONS = 50;

    private final Answers answers;
    private final CurrentPortal current;
    private final Sites sites;
    private final BiFunction<RoutingContext, String, Future<Picture>> receive;
    private final Admission admission;

    /**
     * @param receive takes in the picture that a request brings, called by that text where it brings none of its own
     * @param writes those of one token
     */
    public SiteApi(
            Answers answers,
            CurrentPortal current,
            Sites sites,
            BiFunction<RoutingContext, String, Future<Picture>> receive,
            Tokens tokens,
            RateLimits writes) {
        this.answers = answers;
        this.current = current;
        this.sites = sites;
        this.receive = receive;
        this.admission = new Admission(tokens, writes);
    }

    @Override
    public void mount(Router router) {
        answers.get(
                router, SITE, ctx -> Future.succeededFuture(Versioned.told(ctx, json(current.get()), current.get())));
        write(router, HttpMethod.PUT, SITE, true, this::put);
        write(router, HttpMethod.GET, SITE + "/versions", false, this::versions);
        write(router, HttpMethod.POST, SITE + "/versions/:version/restore", true, this::restore);
        for (var place : PicturePlace.values()) {
            var path = SITE + "/" + place.name().toLowerCase(Locale.ROOT);
            write(router, HttpMethod.PUT, path, false, ctx -> dress(ctx, place));
            write(router, HttpMethod.DELETE, path, false, ctx -> undress(ctx, place));
        }
    }

    private void write(
            Router router,
            HttpMethod method,
            String path,
            boolean hasBody,
            Function<RoutingContext, Future<? extends Reply>> handler) {
        router.route(method, path).handler(admission);
        if (hasBody) router.route(method, path).handler(JsonBody.handler());
        answers.answer(router.route(method, path), ctx -> {
            Admission.actor(ctx).requireManage();
            return handler.apply(ctx);
        });
    }

    /** The public part, which is all there is. */
    public static JsonObject json(Portal portal) {
        var json = new JsonObject().put("version", portal.version());
        var document = new JsonObject(SiteWrites.text(portal.document()));
        if (!document.containsKey("accent")) document.put("accent", Accent.HOUSE.light());
        return json.mergeIn(document);
    }

    private Future<Reply> put(RoutingContext ctx) {
        JsonBody.requireJson(ctx);
        return JsonBody.tree(ctx)
                .compose(body -> {
                    var named = JsonParts.number(body.get("version"), "version", 0, Integer.MAX_VALUE);
                    var seen = Versioned.seen(ctx);
                    return sites.put(body, seen == null ? named : seen, Admission.actor(ctx));
                })
                .map(SiteApi::reply);
    }

    private static Reply reply(Portal portal) {
        return Versioned.changed(200, json(portal), portal, Map.of());
    }

    private Future<Reply> versions(RoutingContext ctx) {
        return sites.versions(number(ctx, "before", Integer.MAX_VALUE), MOST_VERSIONS)
                .map(found -> {
                    var items = new JsonArray();
                    for (var one : found) {
                        items.add(new JsonObject()
                                .put("version", one.version())
                                .put("actor", one.actor())
                                .put("action", one.action())
                                .put("at", one.at()));
                    }
                    var next = found.size() < MOST_VERSIONS
                            ? null
                            : found.getLast().version();
                    var body = new JsonObject().put("items", items).put("next", next);
                    return new Reply.Json(200, body, Map.of("Cache-Control", "no-store"));
                });
    }

    private Future<Reply> restore(RoutingContext ctx) {
        var version = ctx.pathParam("version");
        if (!version.matches("0|[1-9][0-9]{0,8}")) throw Problem.notFound("portal.no-version", version);
        return sites.restore(Integer.parseInt(version), Versioned.seen(ctx), Admission.actor(ctx))
                .map(SiteApi::reply);
    }

    private Future<Reply> dress(RoutingContext ctx, PicturePlace place) {
        var theme = theme(ctx);
        var x = percent(ctx, "focusX");
        var y = percent(ctx, "focusY");
        var seen = Versioned.seen(ctx);
        return receive.apply(ctx, current.get().name())
                .compose(picture -> {
                    place.requireFits(picture);
                    return sites.dress(
                            now -> place.worn(now, picture.id(), theme.equals("dark"), x, y),
                            seen,
                            Admission.actor(ctx));
                })
                .map(SiteApi::reply);
    }

    /** {@code ?kind=none}: the name on plain ground; without it the drawn banner comes back. */
    private Future<Reply> undress(RoutingContext ctx, PicturePlace place) {
        var kind = ctx.request().getParam("kind", "drawn");
        if (!Set.of("drawn", "none").contains(kind)) throw Problem.invalid("kind", "field.type", "drawn, none");
        return sites.dress(now -> place.bare(now, kind), Versioned.seen(ctx), Admission.actor(ctx))
                .map(SiteApi::reply);
    }

    private static String theme(RoutingContext ctx) {
        var theme = ctx.request().getParam("theme", "light");
        if (!Set.of("light", "dark").contains(theme)) throw Problem.invalid("theme", "field.type", "light, dark");
        return theme;
    }

    private static @Nullable Integer percent(RoutingContext ctx, String name) {
        if (ctx.request().getParam(name) == null) return null;
        int percent = number(ctx, name, 0);
        if (percent > 100) throw Problem.invalid(name, "field.type", "0 – 100");
        return percent;
    }

    private static int number(RoutingContext ctx, String name, int usual) {
        var text = ctx.request().getParam(name);
        if (text == null) return usual;
        if (!text.matches("[0-9]{1,9}")) throw Problem.invalid(name, "field.type", "1, 2, 3 …");
        return Integer.parseInt(text);
    }
}
