package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.SecondFactors;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.portal.Site;
import vn.tinmoi.site.QrSvg;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/toi}: where one is signed in; {@code /toa-soan/hai-lop}: the second factor. */
final class AccountRoutes implements Routes {
    static final String ACCOUNT = Newsroom.HOME + "/toi";

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final VnDates dates;

    AccountRoutes(Newsroom newsroom, Frames frames, Site site, SecondFactors factors, Sessions sessions) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.factors = factors;
        this.sessions = sessions;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, ACCOUNT, this::account);
        newsroom.form(router, ACCOUNT + "/phien", this::end);
        newsroom.page(
                router,
                Newsroom.SECOND_FACTOR,
                (ctx, language, visitor) -> Future.succeededFuture(
                        setUp(200, factorFrame(ctx, language, visitor), visitor, factors.secret())));
        newsroom.form(router, Newsroom.SECOND_FACTOR, this::turnOn);
        newsroom.form(router, Newsroom.SECOND_FACTOR + "/tat", this::turnOff);
    }

    private Future<Reply> account(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var person = visitor.session().person();
        var frame = frames.frame(ctx, language, "newsroom.account", ACCOUNT, visitor);
        var left = factors.recoveryLeft(person);
        var places = sessions.of(person);
        return Future.all(left, places)
                .map(both -> frames.shown(
                        200,
                        "account",
                        new AccountPage(
                                frame,
                                person,
                                left.result(),
                                places.result().stream()
                                        .map(one -> place(one, visitor, language))
                                        .toList())));
    }

    private AccountPage.Place place(Sessions.Open one, Newsroom.Visitor visitor, Language language) {
        return new AccountPage.Place(
                one.name(),
                Browsers.name(one.device().agent()),
                one.device().network(),
                dates.moment(one.begunAt(), language.locale()),
                dates.moment(one.seenAt(), language.locale()),
                one.name().equals(Sessions.name(visitor.session())));
    }

    /** One of them, or with no name all of them. Who ends the own one signs in again. */
    private Future<Reply> end(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var name = Newsroom.field(ctx, "phien");
        boolean own = name.isEmpty() || name.equals(Sessions.name(visitor.session()));
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> sessions.end(visitor.session().person(), name))
                .map(ended -> own
                        ? newsroom.goOn(language.prefix() + Newsroom.SIGN_IN, null)
                        : new Reply.Redirect(303, language.prefix() + ACCOUNT));
    }

    private Frame factorFrame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.factor", Newsroom.SECOND_FACTOR, visitor);
    }

    private Reply setUp(int status, Frame frame, Newsroom.Visitor visitor, String secret) {
        var person = visitor.session().person();
        boolean on = person.factor() == Person.Factor.ON;
        var picture = on ? "" : QrSvg.source(SecondFactors.address(secret, site.name(), person));
        boolean demanded = person.factor() == Person.Factor.DEMANDED;
        var page = new SecondFactorPage(frame, on, demanded, on ? "" : secret, picture, List.of());
        return frames.shown(status, "factor", page);
    }

    /** The secret stays the same while its code is mistyped. */
    private Future<Reply> turnOn(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var secret = Newsroom.field(ctx, "khoa");
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> factors.turnOn(visitor.session(), secret, Newsroom.field(ctx, "ma")))
                .map(codes -> frames.shown(
                        200,
                        "factor",
                        new SecondFactorPage(
                                factorFrame(ctx, language, visitor)
                                        .saying(frames.say(language, "newsroom.factor.done")),
                                true,
                                false,
                                "",
                                "",
                                codes)))
                .recover(failure -> SignInRoutes.shownAgain(failure, problem -> {
                    var frame = frames.refusing(factorFrame(ctx, language, visitor), problem);
                    boolean usable = SecondFactors.isSecret(secret);
                    return setUp(Frames.status(problem), frame, visitor, usable ? secret : factors.secret());
                }));
    }

    private Future<Reply> turnOff(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> factors.turnOff(visitor.session().person(), Newsroom.field(ctx, "ma")))
                .<Reply>map(off -> new Reply.Redirect(303, language.prefix() + ACCOUNT))
                .recover(failure -> SignInRoutes.shownAgain(
                        failure,
                        problem -> setUp(
                                Frames.status(problem),
                                frames.refusing(factorFrame(ctx, language, visitor), problem),
                                visitor,
                                factors.secret())));
    }
}
