package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** In and out of the newsroom, and a password of one's own. What was typed stays where it may; a password never does. */
final class SignInRoutes implements Routes {
    private final Newsroom newsroom;
    private final Frames frames;
    private final SignIn signIn;
    private final Function<HttpServerRequest, String> address;

    /** {@code address}: of the caller. */
    SignInRoutes(Newsroom newsroom, Frames frames, SignIn signIn, Function<HttpServerRequest, String> address) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.signIn = signIn;
        this.address = address;
    }

    @Override
    public void mount(Router router) {
        newsroom.open(
                router,
                Newsroom.SIGN_IN,
                (ctx, language) -> Future.succeededFuture(
                        signInPage(language, 200, "", back(ctx.request().getParam("tiep")), List.of())));
        newsroom.openForm(router, Newsroom.SIGN_IN, this::signIn);
        newsroom.page(
                router,
                Newsroom.HOME,
                (ctx, language, visitor) -> Future.succeededFuture(Newsroom.shown(
                        200,
                        frames.write(
                                "start",
                                frames.frame(language, "newsroom.title", Newsroom.HOME, visitor, "", List.of())))));
        newsroom.page(
                router,
                Newsroom.PASSWORD,
                (ctx, language, visitor) -> Future.succeededFuture(passwordPage(language, 200, visitor, List.of())));
        newsroom.form(router, Newsroom.PASSWORD, this::choose);
        newsroom.form(router, Newsroom.HOME + "/dang-xuat", this::leave);
    }

    private Reply signInPage(Language language, int status, String login, String back, List<Frame.Fault> faults) {
        var frame = frames.frame(language, "newsroom.sign-in", Newsroom.SIGN_IN, null, "", faults);
        return Newsroom.shown(status, frames.write("signin", new SignInPage(frame, login, back)));
    }

    private Future<Reply> signIn(RoutingContext ctx, Language language) {
        var login = field(ctx, "ten");
        var back = back(field(ctx, "tiep"));
        return signIn.enter(login, field(ctx, "mat-khau"), address.apply(ctx.request()))
                .map(id -> newsroom.goOn(language.prefix() + back, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> signInPage(
                                language, Frames.status(problem), login, back, frames.faults(language, problem))));
    }

    /** Only a path of the newsroom: nobody is led elsewhere from here. */
    private static String back(@Nullable String wished) {
        return wished != null && wished.matches("/toa-soan(/[a-z0-9-]+)*") ? wished : Newsroom.HOME;
    }

    private Reply passwordPage(Language language, int status, Newsroom.Visitor visitor, List<Frame.Fault> faults) {
        return Newsroom.shown(
                status,
                frames.write(
                        "password",
                        frames.frame(language, "newsroom.password", Newsroom.PASSWORD, visitor, "", faults)));
    }

    private Future<Reply> choose(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        if (!Newsroom.isGenuine(ctx, visitor)) {
            var old = new Problem(Problem.Kind.FORBIDDEN, "form.old", null);
            return Future.succeededFuture(passwordPage(language, 403, visitor, frames.faults(language, old)));
        }
        return Future.<String>future(
                        promise -> signIn.choose(visitor.session().person(), field(ctx, "moi"), field(ctx, "lai"))
                                .onComplete(promise))
                .map(id -> newsroom.goOn(language.prefix() + Newsroom.HOME, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> passwordPage(
                                language, Frames.status(problem), visitor, frames.faults(language, problem))));
    }

    private Future<Reply> leave(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        if (!Newsroom.isGenuine(ctx, visitor)) {
            return Future.succeededFuture(new Reply.Redirect(303, language.prefix() + Newsroom.HOME));
        }
        return signIn.leave(visitor.session()).map(left -> newsroom.goOn(language.prefix() + Newsroom.SIGN_IN, null));
    }

    /** What the caller can mend is said on the form itself. */
    static Future<Reply> shownAgain(Throwable failure, Function<Problem, Reply> page) {
        return failure instanceof Problem problem
                ? Future.succeededFuture(page.apply(problem))
                : Future.failedFuture(failure);
    }

    static String field(RoutingContext ctx, String name) {
        return Objects.requireNonNullElse(ctx.request().getFormAttribute(name), "");
    }
}
