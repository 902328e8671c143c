package vn.tinmoi.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Admission;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * The writing half of the JSON API. Who calls is known before a body is read; a 2xx means that the write is on disk. A new
 * article's {@code Location} is its address in this API.
 */
public final class ArticleApi implements Routes {
    private static final String ARTICLES = "/api/v1/articles";
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,8})\"");

    private final Answers answers;
    private final Desk desk;
    private final Tokens tokens;
    private final Admission admission;
    private final Function<Cursor, Future<Void>> told;

    /**
     * {@code writes}: those of one token; {@code told}: succeeds when this node's streams were told of an event; an answer waits for it, so that whoever has it
     * finds no stream here that still replays what was withdrawn.
     */
    public ArticleApi(
            Answers answers, Desk desk, Tokens tokens, RateLimits writes, Function<Cursor, Future<Void>> told) {
        this.answers = answers;
        this.desk = desk;
        this.told = told;
        this.tokens = tokens;
        this.admission = new Admission(tokens, writes);
    }

    @Override
    public void mount(Router router) {
        answers.offer(router.route(HttpMethod.GET, ARTICLES + "/:id"), this::read);
        write(router, HttpMethod.POST, ARTICLES, this::create);
        write(router, HttpMethod.PATCH, ARTICLES + "/:id", this::change);
        write(router, HttpMethod.POST, ARTICLES + "/:id/publish", this::publish);
        write(router, HttpMethod.POST, ARTICLES + "/:id/withdraw", this::withdraw);
        write(router, HttpMethod.POST, ARTICLES + "/:id/feature", this::feature);
    }

    /**
     * What readers are yet to see, to a program that may read drafts. Everyone else, and everyone for every other story, gets
     * what readers get: a withdrawn one stays gone, and a token that is none or a store that is away changes nothing of it.
     */
    private Future<Optional<Reply>> read(RoutingContext ctx) {
        var authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) return Future.succeededFuture(Optional.empty());
        return tokens.actor(authorization)
                .compose(actor -> actor.may(Right.READ)
                        ? desk.find(article(ctx)).map(Optional::of)
                        : Future.succeededFuture(Optional.<Article>empty()))
                .map(found -> found.filter(
                                one -> one.status() == ArticleStatus.DRAFT || one.status() == ArticleStatus.SCHEDULED)
                        .map(one -> reply(200, new Saved(one, null))))
                .otherwise(Optional.empty());
    }

    private void write(
            Router router, HttpMethod method, String path, Function<RoutingContext, Future<? extends Reply>> handler) {
        router.route(method, path).handler(admission);
        router.route(method, path).handler(JsonBody.handler());
        answers.answer(router.route(method, path), handler);
    }

    private Future<Reply> create(RoutingContext ctx) {
        return body(ctx, ArticleForm.ARTICLE)
                .compose(json -> answer(201, desk.create(ArticleForm.draft(json), Admission.actor(ctx), key(ctx))));
    }

    private Future<Reply> change(RoutingContext ctx) {
        return body(ctx, ArticleForm.CHANGE).compose(json -> {
            var change = ArticleForm.change(json);
            return answer(200, desk.change(article(ctx), change, version(ctx), Admission.actor(ctx), key(ctx)));
        });
    }

    private Future<Reply> publish(RoutingContext ctx) {
        return optionalBody(ctx, Set.of())
                .compose(nothing ->
                        answer(200, desk.publish(article(ctx), version(ctx), Admission.actor(ctx), key(ctx))));
    }

    private Future<Reply> withdraw(RoutingContext ctx) {
        return optionalBody(ctx, ArticleForm.REASON).compose(json -> {
            var reason = ArticleForm.reason(json);
            return answer(200, desk.withdraw(article(ctx), reason, version(ctx), Admission.actor(ctx), key(ctx)));
        });
    }

    private Future<Reply> feature(RoutingContext ctx) {
        return optionalBody(ctx, ArticleForm.FEATURED).compose(json -> {
            var featured = ArticleForm.featured(json);
            return answer(200, desk.feature(article(ctx), featured, version(ctx), Admission.actor(ctx), key(ctx)));
        });
    }

    private Future<Reply> answer(int status, Future<Saved> saving) {
        return saving.compose(saved -> saved.event() == null
                ? Future.succeededFuture(reply(status, saved))
                : told.apply(saved.event()).map(yes -> reply(status, saved)));
    }

    private static Reply reply(int status, Saved saved) {
        var article = saved.article();
        var json = ArticleJson.article(article);
        if (saved.event() != null) json.put("eventId", saved.event().toString());
        var headers = new HashMap<String, String>();
        headers.put("ETag", "\"" + article.version() + "\"");
        headers.put("Cache-Control", "no-store");
        if (status == 201) headers.put("Location", ARTICLES + "/" + article.id());
        return new Reply.Json(status, json, headers);
    }

    private static ArticleId article(RoutingContext ctx) {
        return ArticleId.parse(ctx.pathParam("id"));
    }

    private static Future<ObjectNode> body(RoutingContext ctx, Set<String> known) {
        JsonBody.requireJson(ctx);
        return JsonBody.read(ctx, known, name -> ArticleForm.unknown(name, known));
    }

    /** The body of a call that needs none. */
    private static Future<ObjectNode> optionalBody(RoutingContext ctx, Set<String> known) {
        return body(ctx).length() == 0
                ? Future.succeededFuture(JsonNodeFactory.instance.objectNode())
                : body(ctx, known);
    }

    private static Buffer body(RoutingContext ctx) {
        var body = ctx.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    /** The version that the caller saw; null: whichever it is now. */
    private static @Nullable Integer version(RoutingContext ctx) {
        var given = ctx.request().getHeader(HttpHeaders.IF_MATCH);
        if (given == null || given.strip().equals("*")) return null;
        var version = VERSION.matcher(given.strip());
        if (version.matches()) return Integer.valueOf(version.group(1));
        throw new Problem(
                Problem.Kind.MALFORMED, "if-match.form", "If-Match", given.substring(0, Math.min(80, given.length())));
    }

    private static @Nullable IdempotencyKey key(RoutingContext ctx) {
        var given = ctx.request().getHeader(IdempotencyKey.FIELD);
        if (given == null) return null;
        var call = ctx.request().method() + " " + ctx.request().path();
        return IdempotencyKey.of(given, call, body(ctx).getBytes());
    }
}
