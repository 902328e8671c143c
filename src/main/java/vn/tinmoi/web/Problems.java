package vn.tinmoi.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;

/**
 * Failures to answers: RFC 9457 problem documents below {@code /api/}, pages elsewhere. A {@link Problem} says itself
 * what is wrong; anything else is a bug or an outage, logged once with its stack, and told to the caller only as
 * "internal error" with a request id. Any thread.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Messages messages;
    private final ErrorPages pages;

    public Problems(Messages messages, ErrorPages pages) {
        this.messages = messages;
        this.pages = pages;
    }

    /** The answer to a handler's failure. */
    Reply reply(RoutingContext ctx, Throwable failure) {
        var requestId = RequestIds.of(ctx);
        var language = Language.of(ctx.request());
        if (failure instanceof Problem problem) {
            return reply(ctx, language, problem, requestId);
        }
        LOG.error(
                "request failed request={} {} {}",
                requestId,
                ctx.request().method(),
                ctx.request().path(),
                failure);
        return reply(
                ctx,
                language,
                500,
                messages.say(language, "problem.title.internal"),
                messages.say(language, "problem.internal", requestId),
                requestId,
                new JsonObject(),
                Map.of());
    }

    /** The answer to what Vert.x refused by itself, such as a body over its limit. */
    Reply ofVertx(RoutingContext ctx) {
        var failure = ctx.failure();
        int status = failure instanceof HttpException refused ? refused.getStatusCode() : ctx.statusCode();
        if (failure != null && !(failure instanceof HttpException)) return reply(ctx, failure);
        return reply(
                ctx,
                switch (status) {
                    case 413 -> new Problem(Problem.Kind.TOO_LARGE, "body.too-large", null);
                    case 404 -> nothingHere(ctx);
                    default -> new Problem(Problem.Kind.MALFORMED, "request.unreadable", null);
                });
    }

    /** The answer to what is refused before any route is asked: short, because it costs the sender nothing. */
    Reply.Bytes refused(HttpServerRequest request, Unacceptable.Kind kind) {
        var language = Language.of(request);
        var detail = messages.say(language, "problem.request." + kind.label());
        var headers = Map.of("Cache-Control", "no-store", "Content-Language", language.tag());
        if (!String.valueOf(request.path()).startsWith("/api/")) {
            return new Reply.Bytes(kind.status(), "text/plain; charset=utf-8", Buffer.buffer(detail + "\n"), headers);
        }
        var title = messages.say(language, "problem.title.malformed");
        var document = document(kind.status(), title, detail, new JsonObject(), RequestIds.fresh());
        return new Reply.Bytes(kind.status(), "application/problem+json", document, headers);
    }

    private static Buffer document(int status, String title, String detail, JsonObject extra, String requestId) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .mergeIn(extra)
                .put("requestId", requestId)
                .toBuffer();
    }

    /** The answer to a method that this address does not take; {@code allowed}: those that it does. */
    Reply notAllowed(RoutingContext ctx, Set<String> allowed) {
        var list = String.join(", ", allowed);
        var method = ctx.request().method().name();
        return method(ctx, 405, "request.not-allowed", Map.of(HttpHeaders.ALLOW.toString(), list), method, list);
    }

    /** The answer to a method that HTTP does not have (RFC 9110, 9.1). */
    Reply notImplemented(RoutingContext ctx) {
        return method(ctx, 501, "request.not-implemented", Map.of());
    }

    private Reply method(
            RoutingContext ctx, int status, String code, Map<String, String> headers, Object... arguments) {
        var language = Language.of(ctx.request());
        var title = messages.say(language, "problem.title.not_allowed");
        var detail = messages.say(language, "problem." + code, arguments);
        return reply(ctx, language, status, title, detail, RequestIds.of(ctx), new JsonObject(), headers);
    }

    /** For an address that no route knows. */
    Problem nothingHere(RoutingContext ctx) {
        return Problem.notFound("page.unknown", String.valueOf(ctx.request().path()));
    }

    private Reply reply(RoutingContext ctx, Language language, Problem problem, String requestId) {
        var extra = new JsonObject();
        var headers = new HashMap<String, String>();
        if (problem.field() != null) extra.put("field", problem.field());
        if (endsConnection(problem)) headers.put(HttpHeaders.CONNECTION.toString(), "close");
        switch (problem.kind()) {
            case UNAUTHENTICATED -> headers.put("WWW-Authenticate", "Bearer");
            case TOO_MANY, UNAVAILABLE -> headers.put("Retry-After", retryAfter(problem));
            case CONFLICT -> {
                if (problem.code().equals("article.version")
                        && !problem.arguments().isEmpty()) {
                    extra.put("currentVersion", problem.arguments().getFirst());
                }
                if (problem.code().equals("media.offset"))
                    extra.put("offset", problem.arguments().getFirst());
            }
            case MALFORMED, FORBIDDEN, NOT_FOUND, GONE, TOO_LARGE, UNSUPPORTED_MEDIA, INVALID -> {}
        }
        return reply(
                ctx,
                language,
                problem.code().equals("request.slow") ? 408 : status(problem.kind()),
                title(language, problem),
                isApi(ctx) ? detail(language, problem) : detailOfPage(language, problem),
                requestId,
                extra,
                headers);
    }

    /** Seconds; where too many came at once they are told different times. */
    private static String retryAfter(Problem problem) {
        boolean busy = problem.code().endsWith(".busy");
        return Integer.toString(busy ? ThreadLocalRandom.current().nextInt(2, 8) : 1);
    }

    /** A body that broke on its way: nobody knows where the next request begins. */
    private static boolean endsConnection(Problem problem) {
        return problem.code().equals("request.slow") || problem.code().equals("request.framing");
    }

    private String detail(Language language, Problem problem) {
        return messages.say(
                language, "problem." + problem.code(), problem.arguments().toArray());
    }

    /** Without the caller's own words: a page is kept and shown to everyone, and would be another for each address. */
    private String detailOfPage(Language language, Problem problem) {
        return switch (problem.kind()) {
            case NOT_FOUND -> messages.say(language, "problem.page.nowhere");
            case INVALID ->
                problem.arguments().stream().allMatch(Number.class::isInstance)
                        ? detail(language, problem)
                        : messages.say(language, "problem.page.value", String.valueOf(problem.field()));
            default -> detail(language, problem);
        };
    }

    /** What a reader of pages in that language is told of the problem, kept. */
    public Representation page(Language language, Problem problem) {
        return pages.page(
                language, status(problem.kind()), title(language, problem), detailOfPage(language, problem), null);
    }

    private String title(Language language, Problem problem) {
        return messages.say(language, "problem.title." + problem.kind().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Programs, and the scripts of the newsroom. */
    private static boolean isApi(RoutingContext ctx) {
        var path = String.valueOf(ctx.request().path());
        return path.startsWith("/api/")
                || (path.contains("/toa-soan/")
                        && "application/json".equals(ctx.request().getHeader(HttpHeaders.ACCEPT)));
    }

    private Reply reply(
            RoutingContext ctx,
            Language language,
            int status,
            String title,
            String detail,
            String requestId,
            JsonObject extra,
            Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put(HttpHeaders.CACHE_CONTROL.toString(), "no-store");
        all.put(HttpHeaders.CONTENT_LANGUAGE.toString(), language.tag());
        if (status == 413) all.put(HttpHeaders.CONNECTION.toString(), "close");
        if (!isApi(ctx)) {
            var logged = status == 500 ? requestId : null;
            return pages.page(language, status, title, detail, logged).reply(ctx.request(), all);
        }
        return new Reply.Bytes(
                status, "application/problem+json", document(status, title, detail, extra, requestId), all);
    }

    /** HTTP's number for a kind of problem. */
    public static int status(Problem.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA -> 415;
            case INVALID -> 422;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
    }
}
