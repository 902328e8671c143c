package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
import vn.tinmoi.web.Routes;

/**
 * {@code /api/v1/categories}: everyone reads them, who may manage the site changes them. {@code If-Match} names the portal's
 * version that the caller saw. {@code DELETE …?into=} merges.
 */
public final class CategoryApi implements Routes {
    private static final String CATEGORIES = "/api/v1/categories";
    private static final Set<String> FIELDS = Set.of("slug", "name", "parent", "hidden", "position");

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
        return Future.succeededFuture(Versioned.told(ctx, body, portal));
    }

    private Future<Reply> one(RoutingContext ctx) {
        var portal = current.get();
        var slug = ctx.pathParam("slug");
        var now = portal.current(slug);
        if (!now.equals(slug)) return Future.succeededFuture(new Reply.Redirect(301, CATEGORIES + "/" + now));
        var category =
                portal.category(slug).orElseThrow(() -> Problem.notFound("category.unknown", Fields.quoted(slug)));
        return Future.succeededFuture(Versioned.told(ctx, json(category), portal));
    }

    private Future<Reply> add(RoutingContext ctx) {
        JsonBody.requireJson(ctx);
        return JsonBody.tree(ctx)
                .compose(body -> categories.add(wish(body), Versioned.seen(ctx), Admission.actor(ctx)))
                .map(added -> reply(201, added));
    }

    private Future<Reply> change(RoutingContext ctx) {
        JsonBody.requireJson(ctx);
        return JsonBody.tree(ctx)
                .compose(body ->
                        categories.change(ctx.pathParam("slug"), wish(body), Versioned.seen(ctx), Admission.actor(ctx)))
                .map(changed -> reply(200, changed));
    }

    private Future<Reply> remove(RoutingContext ctx) {
        return categories
                .remove(
                        ctx.pathParam("slug"),
                        ctx.request().getParam("into"),
                        Versioned.seen(ctx),
                        Admission.actor(ctx))
                .map(moved -> {
                    var portal = current.get();
                    var body = new JsonObject().put("moved", moved).put("version", portal.version());
                    return Versioned.changed(200, body, portal, Map.of());
                });
    }

    private Reply reply(int status, Category category) {
        var more = status == 201 ? Map.of("Location", CATEGORIES + "/" + category.slug()) : Map.<String, String>of();
        return Versioned.changed(status, json(category), current.get(), more);
    }

    /** As it is in lists and alone. */
    static JsonObject json(Category category) {
        var json = new JsonObject()
                .put("slug", category.slug())
                .put("name", new JsonObject().put("vi", category.nameVi()).put("en", category.nameEn()));
        if (category.parent() != null) json.put("parent", category.parent());
        return json.put("hidden", category.hidden());
    }

    static CategoryRules.Wish wish(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> requireKnown("", name, FIELDS));
        var name = body.get("name");
        return new CategoryRules.Wish(
                text(body, "slug", "slug"),
                name == null ? null : vietnamese(name),
                name == null || name.isTextual() ? null : text(name, "en", "name.en"),
                body.has("parent") && body.get("parent").isNull() ? "" : text(body, "parent", "parent"),
                hidden(body.get("hidden")),
                JsonParts.number(body.get("position"), "position", 1, Integer.MAX_VALUE));
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
}
