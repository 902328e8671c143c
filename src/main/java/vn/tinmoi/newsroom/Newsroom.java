package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.OwnLoop;
import vn.tinmoi.web.Reply;

/**
 * The door of the newsroom's pages: who is signed in, that a form comes from a page of ours, and that nothing is kept by a
 * browser. Every page of the newsroom is mounted through it. Any thread.
 */
final class Newsroom {
    static final String HOME = "/toa-soan";
    static final String SIGN_IN = HOME + "/dang-nhap";
    static final String CODE = SIGN_IN + "/ma";
    static final String SIGN_OUT = HOME + "/dang-xuat";
    static final String PASSWORD = HOME + "/doi-mat-khau";
    static final String SECOND_FACTOR = HOME + "/hai-lop";
    static final String TOKEN = "bieu-mau"; // the hidden field with the form's token
    private static final String TOKEN_HEADER = "Form-Token";
    private static final int SIGN_IN_BYTES = 64 << 10;
    private static final int FORM_BYTES = 4 << 20; // a body of 512 KiB, escaped as forms are, and what stands beside it

    private final Answers answers;
    private final Sessions sessions;
    private final boolean tls;

    /** {@code tls}: readers reach the site by https. */
    Newsroom(Answers answers, Sessions sessions, boolean tls) {
        this.answers = answers;
        this.sessions = sessions;
        this.tls = tls;
    }

    /** Who asks for a page. {@code id}: the cookie's. */
    record Visitor(String id, Sessions.Session session) {
        String formToken() {
            return session.formToken(id);
        }
    }

    /** A page for everyone, in each language. */
    void open(Router router, String path, BiFunction<RoutingContext, Language, Future<Reply>> page) {
        for (var language : Language.values()) {
            answers.get(router, language.prefix() + path, ctx -> page.apply(ctx, language));
        }
    }

    /** A form for everyone, from a page of ours. */
    void openForm(Router router, String path, BiFunction<RoutingContext, Language, Future<Reply>> form) {
        for (var language : Language.values()) {
            post(router, language.prefix() + path, SIGN_IN_BYTES, ctx -> {
                requireOwn(ctx);
                return form.apply(ctx, language);
            });
        }
    }

    /** A page for who is signed in; others sign in first, and who has yet to choose a password does that. */
    void page(Router router, String path, Page page) {
        for (var language : Language.values()) {
            answers.get(
                    router,
                    language.prefix() + path,
                    ctx -> visitor(ctx).compose(visitor -> {
                        var elsewhere = elsewhere(ctx, language, visitor, path);
                        return elsewhere != null ? Future.succeededFuture(elsewhere) : page.of(ctx, language, visitor);
                    }));
        }
    }

    /** What a signed-in person sends; a token that is not the form's is a FORBIDDEN. */
    void form(Router router, String path, Page page) {
        for (var language : Language.values()) {
            post(router, language.prefix() + path, FORM_BYTES, ctx -> {
                requireOwn(ctx);
                return visitor(ctx).compose(visitor -> {
                    var elsewhere = elsewhere(ctx, language, visitor, path);
                    if (elsewhere != null) return Future.succeededFuture(elsewhere);
                    return page.of(ctx, language, visitor);
                });
            });
        }
    }

    /** What a signed-in person sends as {@code multipart/form-data}, its body still to come. The page asks for the token. */
    void upload(Router router, String path, Page page) {
        for (var language : Language.values()) {
            var route = router.route(HttpMethod.POST, language.prefix() + path);
            answers.answer(route, ctx -> {
                requireOwn(ctx);
                ctx.request().pause();
                return visitor(ctx).compose(visitor -> {
                    ctx.request().resume();
                    var elsewhere = elsewhere(ctx, language, visitor, path);
                    return elsewhere != null ? Future.succeededFuture(elsewhere) : page.of(ctx, language, visitor);
                });
            });
        }
    }

    /** One of the newsroom's pages. */
    @FunctionalInterface
    interface Page {
        Future<Reply> of(RoutingContext ctx, Language language, Visitor visitor);
    }

    private void post(
            Router router, String path, int limit, Function<RoutingContext, Future<? extends Reply>> handler) {
        router.route(HttpMethod.POST, path).handler(BodyHandler.create(false).setBodyLimit(limit));
        answers.answer(router.route(HttpMethod.POST, path), handler);
    }

    private Future<@Nullable Visitor> visitor(RoutingContext ctx) {
        var id = id(ctx);
        if (id == null) return Future.succeededFuture(null);
        return OwnLoop.of(ctx, sessions.find(id))
                .map(found -> found.map(session -> new Visitor(id, session)).orElse(null));
    }

    private @Nullable String id(RoutingContext ctx) {
        return Cookies.value(ctx.request().getHeader(HttpHeaders.COOKIE), Cookies.name(tls));
    }

    private static @Nullable Reply elsewhere(
            RoutingContext ctx, Language language, @Nullable Visitor visitor, String path) {
        if (visitor == null) return to(SIGN_IN + back(ctx, language), language);
        if (path.equals(SIGN_OUT)) return null;
        var person = visitor.session().person();
        if (!visitor.session().proven()) return path.equals(CODE) ? null : to(CODE + back(ctx, language), language);
        if (person.mustChange()) return path.equals(PASSWORD) ? null : to(PASSWORD, language);
        boolean demanded = person.factor() == Person.Factor.DEMANDED && !path.equals(PASSWORD);
        return demanded && !path.startsWith(SECOND_FACTOR) ? to(SECOND_FACTOR, language) : null;
    }

    private static Reply to(String path, Language language) {
        return new Reply.Redirect(303, language.prefix() + path);
    }

    /** Where to go on afterwards, where a page was asked for. */
    private static String back(RoutingContext ctx, Language language) {
        if (ctx.request().method().equals(HttpMethod.POST)) return "";
        return "?tiep=" + ctx.request().path().substring(language.prefix().length());
    }

    /** Whether the form's token is this session's; the page shows the form again where it is not. */
    static boolean isGenuine(RoutingContext ctx, Visitor visitor) {
        return visitor.formToken().equals(ctx.request().getFormAttribute(TOKEN));
    }

    /** Fails with FORBIDDEN where it is not, and says what to do. */
    static Future<Void> requireGenuine(RoutingContext ctx, Visitor visitor) {
        return isGenuine(ctx, visitor)
                ? Future.succeededFuture()
                : Future.failedFuture(new Problem(Problem.Kind.FORBIDDEN, "form.old", null));
    }

    /** The same of a script's call, whose token is a header. */
    static void requireGenuineCall(RoutingContext ctx, Visitor visitor) {
        if (!visitor.formToken().equals(ctx.request().getHeader(TOKEN_HEADER))) {
            throw new Problem(Problem.Kind.FORBIDDEN, "form.old", null);
        }
    }

    /** A field of the form; empty: it has none of that name. */
    static String field(RoutingContext ctx, String name) {
        return Objects.requireNonNullElse(ctx.request().getFormAttribute(name), "");
    }

    /** 0 for what is no number of up to nine digits. */
    static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** That a browser sends this from a page of ours, as it says itself; programs say nothing, and have no cookie to lose. */
    private static void requireOwn(RoutingContext ctx) {
        var from = ctx.request().getHeader("Sec-Fetch-Site");
        var origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        boolean own = from != null
                ? from.equals("same-origin") || from.equals("none")
                : origin == null || isHost(ctx, origin);
        if (!own) throw new Problem(Problem.Kind.FORBIDDEN, "form.foreign", null);
    }

    private static boolean isHost(RoutingContext ctx, String origin) {
        try {
            return String.valueOf(ctx.request().getHeader(HttpHeaders.HOST))
                    .equalsIgnoreCase(new URI(origin).getAuthority());
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    /** On to another page, with another session or none. */
    Reply goOn(String location, @Nullable String id) {
        var headers = new HashMap<>(Map.of("Location", location, "Cache-Control", "no-store"));
        headers.put("Set-Cookie", Cookies.set(tls, id));
        return new Reply.Empty(303, headers);
    }

    /** A page as bytes, kept by nobody. */
    static Reply shown(int status, byte[] html) {
        return new Reply.Bytes(
                status, "text/html; charset=utf-8", Buffer.buffer(html), Map.of("Cache-Control", "no-store"));
    }
}
