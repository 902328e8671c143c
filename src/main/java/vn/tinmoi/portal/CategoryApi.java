package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Admission;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/**
 * {@code /api/v1/categories}: everyone reads them, who may manage the site changes them. {@code If-Match} names the portal's
 * version that the caller saw. {@code DELETE …?into=} merges.
 */
public final class CategoryApi implements Routes {
    private static final String CATEGORIES = "/api/v1/categories";
    private static final Set<String> FIELDS = Set.of("slug", "name", "parent", "hidden", "position");
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([0-9]{1,9})\"");

    private final Answers answers;
    private final CurrentPortal current;
    private final Categories categories;
    private final Admission admission;

    /** {@code writes}: those of one token. */
    public CategoryApi(
            Answers answers, CurrentPortal current, Categories categories, Tokens tokens, RateLimits writes) {
        this.answers = answers;
        this.current = current;
        this.categories = categories;
        this.admission = new Admission(tokens, writes);
    }

    @Override
    public void mount(Router router) {
        answers.get(router, CATEGORIES, this::list);
        answers.get(router, CATEGORIES + "/:slug", this::one);
        write(router, HttpMethod.POST, CATEGORIES, this::add);
        write(router, HttpMethod.PATCH, CATEGORIES + "/:slug", this::change);
        write(router, HttpMethod.DELETE, CATEGORIES + "/:slug", this::remove);
    }

    private void write(
            Router router, HttpMethod method, String path, Function<RoutingContext, Future<? extends Reply>> handler) {
        router.route(method, path).handler(admission);
        router.route(method, path).handler(JsonBody.handler());
        answers.answer(router.route(method, path), ctx -> {
            Admission.actor(ctx).requireManage();
            return handler.apply(ctx);
        });
    }

    private Future<Reply> list(RoutingContext ctx) {
        var portal = current.get();
        var items = portal.categories().stream().map(CategoryApi::json).toList();
        var body = new JsonObject().put("version", portal.version()).put("items", new JsonArray(items));
        return Future.succeededFuture(told(ctx, 200, body, portal.version()));
    }

    private Future<Reply> one(RoutingContext ctx) {
        var portal = current.get();
        var slug = ctx.pathParam("slug");
        var now = portal.current(slug);
        if (!now.equals(slug)) return Future.succeededFuture(new Reply.Redirect(301, CATEGORIES + "/" + now));
        var category =
                portal.category(slug).orElseThrow(() -> Problem.notFound("category.unknown", Fields.quoted(slug)));
        return Future.succeededFuture(told(ctx, 200, json(category), portal.version()));
    }

    private Future<Reply> add(RoutingContext ctx) {
        JsonBody.requireJson(ctx);
        return JsonBody.tree(ctx)
                .compose(body -> categories.add(wish(body), seen(ctx), Admission.actor(ctx)))
                .map(added -> reply(201, added));
    }

    private Future<Reply> change(RoutingContext ctx) {
        JsonBody.requireJson(ctx);
        return JsonBody.tree(ctx)
                .compose(body -> categories.change(ctx.pathParam("slug"), wish(body), seen(ctx), Admission.actor(ctx)))
                .map(changed -> reply(200, changed));
    }

    private Future<Reply> remove(RoutingContext ctx) {
        return categories
                .remove(ctx.pathParam("slug"), ctx.request().getParam("into"), seen(ctx), Admission.actor(ctx))
                .map(moved -> new Reply.Json(
                        200,
                        new JsonObject()
                                .put("moved", moved)
                                .put("version", current.get().version()),
                        Map.of("Cache-Control", "no-store")));
    }

    private Reply reply(int status, Category category) {
        var headers = new java.util.HashMap<String, String>();
        headers.put("ETag", tag(current.get().version()));
        headers.put("Cache-Control", "no-store");
        if (status == 201) headers.put("Location", CATEGORIES + "/" + category.slug());
        return new Reply.Json(status, json(category), headers);
    }

    private static Reply told(RoutingContext ctx, int status, JsonObject body, int version) {
        var headers = Map.of("ETag", tag(version), "Cache-Control", "public, max-age=0, must-revalidate");
        boolean known = Representation.has(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag(version));
        return known ? new Reply.Empty(304, headers) : new Reply.Json(status, body, headers);
    }

    private static String tag(int version) {
        return "\"" + version + "\"";
    }

    /** As it is in lists and alone. */
    static JsonObject json(Category category) {
        var json = new JsonObject()
                .put("slug", category.slug())
                .put("name", new JsonObject().put("vi", category.nameVi()).put("en", category.nameEn()));
        if (category.parent() != null) json.put("parent", category.parent());
        return json.put("hidden", category.hidden());
    }

    private static @Nullable Integer seen(RoutingContext ctx) {
        var given = ctx.request().getHeader(HttpHeaders.IF_MATCH);
        if (given == null || given.strip().equals("*")) return null;
        var version = VERSION.matcher(given.strip());
        if (version.matches()) return Integer.valueOf(version.group(1));
        throw new Problem(
                Problem.Kind.MALFORMED, "if-match.form", "If-Match", given.substring(0, Math.min(80, given.length())));
    }

    private static CategoryRules.Wish wish(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> requireKnown("", name, FIELDS));
        var name = body.get("name");
        return new CategoryRules.Wish(
                text(body, "slug", "slug"),
                name == null ? null : vietnamese(name),
                name == null || name.isTextual() ? null : text(name, "en", "name.en"),
                body.has("parent") && body.get("parent").isNull() ? "" : text(body, "parent", "parent"),
                hidden(body.get("hidden")),
                position(body.get("position")));
    }

    /** A text alone is the Vietnamese name. */
    private static @Nullable String vietnamese(JsonNode name) {
        if (name.isTextual()) return name.textValue();
        if (!name.isObject()) throw Problem.invalid("name", "field.type", "{\"vi\":\"…\",\"en\":\"…\"}");
        name.fieldNames().forEachRemaining(one -> requireKnown("name.", one, Set.of("vi", "en")));
        return text(name, "vi", "name.vi");
    }

    private static void requireKnown(String at, String name, Set<String> known) {
        if (known.contains(name)) return;
        var said = at + Fields.quoted(name);
        throw Problem.invalid(
                said, "field.unknown", said, new TreeSet<>(known).stream().collect(Collectors.joining(", ")));
    }

    private static @Nullable String text(JsonNode object, String name, String field) {
        var value = object.get(name);
        if (value == null) return null;
        if (!value.isTextual()) throw Problem.invalid(field, "field.type", "string");
        return value.textValue();
    }

    private static @Nullable Boolean hidden(@Nullable JsonNode value) {
        if (value == null) return null;
        if (!value.isBoolean()) throw Problem.invalid("hidden", "field.type", "true, false");
        return value.booleanValue();
    }

    private static @Nullable Integer position(@Nullable JsonNode value) {
        if (value == null) return null;
        if (!value.isInt()) throw Problem.invalid("position", "field.type", "1, 2, 3 …");
        return value.intValue();
    }
}
