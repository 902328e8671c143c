package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** In and out of the newsroom, and a password of one's own. What was typed stays where it may; a password never does. */
final class SignInRoutes implements Routes {
    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final SignIn signIn;
    private final Function<HttpServerRequest, String> address;

    /** {@code address}: of the caller. */
    SignInRoutes(
            Newsroom newsroom, Frames frames, Site site, SignIn signIn, Function<HttpServerRequest, String> address) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.signIn = signIn;
        this.address = address;
    }

    @Override
    public void mount(Router router) {
        newsroom.open(
                router,
                Newsroom.SIGN_IN,
                (ctx, language) -> Future.succeededFuture(signInPage(
                        200, frame(ctx, language), "", back(ctx.request().getParam("tiep")))));
        newsroom.openForm(router, Newsroom.SIGN_IN, this::signIn);
        newsroom.page(
                router,
                Newsroom.PASSWORD,
                (ctx, language, visitor) ->
                        Future.succeededFuture(frames.shown(200, "password", passwordFrame(ctx, language, visitor))));
        newsroom.form(router, Newsroom.PASSWORD, this::choose);
        newsroom.form(router, Newsroom.HOME + "/dang-xuat", this::leave);
    }

    private Frame frame(RoutingContext ctx, Language language) {
        return frames.frame(ctx, language, "newsroom.sign-in", Newsroom.SIGN_IN, null);
    }

    private Reply signInPage(int status, Frame frame, String login, String back) {
        return frames.shown(status, "signin", new SignInPage(frame, login, back));
    }

    private Future<Reply> signIn(RoutingContext ctx, Language language) {
        var login = Newsroom.field(ctx, "ten");
        var back = back(Newsroom.field(ctx, "tiep"));
        return signIn.enter(login, Newsroom.field(ctx, "mat-khau"), address.apply(ctx.request()))
                .map(id -> newsroom.goOn(language.prefix() + back, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> signInPage(
                                Frames.status(problem), frames.refusing(frame(ctx, language), problem), login, back)));
    }

    /** Only a path of the newsroom: nobody is led elsewhere from here. */
    private static String back(@Nullable String wished) {
        return wished != null && wished.matches("/toa-soan(/[a-z0-9-]+)*") ? wished : Newsroom.HOME;
    }

    private Frame passwordFrame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.password", Newsroom.PASSWORD, visitor);
    }

    /** Who is the first on an untouched site is led through it. */
    private Future<Reply> choose(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var next = site.portal().get().version() == 0 ? Tour.BEGIN : Newsroom.HOME;
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> signIn.choose(
                        visitor.session().person(), Newsroom.field(ctx, "moi"), Newsroom.field(ctx, "lai")))
                .map(id -> newsroom.goOn(language.prefix() + next, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> frames.shown(
                                Frames.status(problem),
                                "password",
                                frames.refusing(passwordFrame(ctx, language, visitor), problem))));
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
}
