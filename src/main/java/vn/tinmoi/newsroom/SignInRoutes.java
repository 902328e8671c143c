package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.SecondFactors;
import vn.tinmoi.people.Sessions;
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
    private final SecondFactors factors;
    private final Sessions sessions;
    private final Function<RoutingContext, Sessions.Device> device;

    /** {@code device}: of the caller. */
    SignInRoutes(
            Newsroom newsroom,
            Frames frames,
            Site site,
            SignIn signIn,
            SecondFactors factors,
            Sessions sessions,
            Function<RoutingContext, Sessions.Device> device) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.signIn = signIn;
        this.factors = factors;
        this.sessions = sessions;
        this.device = device;
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
                        Future.succeededFuture(passwordPage(200, passwordFrame(ctx, language, visitor), visitor)));
        newsroom.form(router, Newsroom.PASSWORD, this::choose);
        newsroom.form(router, Newsroom.SIGN_OUT, this::leave);
        newsroom.page(router, Newsroom.CODE, this::codePage);
        newsroom.form(router, Newsroom.CODE, this::prove);
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
        var from = device.apply(ctx);
        return signIn.enter(login, Newsroom.field(ctx, "mat-khau"), from)
                .compose(id -> provenAtOnce(id, Newsroom.field(ctx, "ma"), from))
                .map(id -> newsroom.goOn(language.prefix() + back, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> signInPage(
                                Frames.status(problem), frames.refusing(frame(ctx, language), problem), login, back)));
    }

    /** The code may come with the password, as from the dialog over a story. */
    private Future<String> provenAtOnce(String id, String code, Sessions.Device from) {
        if (code.isEmpty()) return Future.succeededFuture(id);
        return sessions.find(id)
                .compose(found -> found.isEmpty() || found.get().proven()
                        ? Future.succeededFuture(id)
                        : factors.prove(found.get(), code, from));
    }

    private Future<Reply> codePage(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var back = back(ctx.request().getParam("tiep"));
        return Future.succeededFuture(
                visitor.session().proven()
                        ? new Reply.Redirect(303, language.prefix() + back)
                        : codePage(200, codeFrame(ctx, language, visitor), back));
    }

    private Frame codeFrame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.code.title", Newsroom.CODE, visitor);
    }

    private Reply codePage(int status, Frame frame, String back) {
        return frames.shown(status, "code", new SignInPage(frame, "", back));
    }

    private Future<Reply> prove(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var back = back(Newsroom.field(ctx, "tiep"));
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> factors.prove(visitor.session(), Newsroom.field(ctx, "ma"), device.apply(ctx)))
                .map(id -> newsroom.goOn(language.prefix() + back, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> codePage(
                                Frames.status(problem),
                                frames.refusing(codeFrame(ctx, language, visitor), problem),
                                back)));
    }

    /** Only a path of the newsroom: nobody is led elsewhere from here. */
    private static String back(@Nullable String wished) {
        return wished != null && wished.matches("/toa-soan(/[a-z0-9-]+)*") ? wished : Newsroom.HOME;
    }

    private Frame passwordFrame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.password", Newsroom.PASSWORD, visitor);
    }

    /** The name is for who keeps passwords for a person: it says whose the new one is. */
    private Reply passwordPage(int status, Frame frame, Newsroom.Visitor visitor) {
        var login = visitor.session().person().login();
        return frames.shown(status, "password", new SignInPage(frame, login, ""));
    }

    /** Who is the first on an untouched site is led through it. */
    private Future<Reply> choose(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var next = site.portal().get().version() == 0 ? Tour.BEGIN : Newsroom.HOME;
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> signIn.choose(
                        visitor.session().person(),
                        Newsroom.field(ctx, "moi"),
                        Newsroom.field(ctx, "lai"),
                        device.apply(ctx)))
                .map(id -> newsroom.goOn(language.prefix() + next, id))
                .recover(failure -> shownAgain(
                        failure,
                        problem -> passwordPage(
                                Frames.status(problem),
                                frames.refusing(passwordFrame(ctx, language, visitor), problem),
                                visitor)));
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
