package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.SecondFactors;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.Staff;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/nguoi}: who works here, as what, and inviting others; {@code /toa-soan/moi/{secret}}: coming in by it. */
final class StaffRoutes implements Routes {
    static final String STAFF = Newsroom.HOME + "/nguoi";

    private static final String JOIN = Newsroom.HOME + "/moi/:secret";

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Staff staff;
    private final SecondFactors factors;
    private final Function<RoutingContext, Sessions.Device> device;
    private final VnDates dates;

    /** {@code device}: of the caller. */
    StaffRoutes(
            Newsroom newsroom,
            Frames frames,
            Site site,
            Staff staff,
            SecondFactors factors,
            Function<RoutingContext, Sessions.Device> device) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.staff = staff;
        this.factors = factors;
        this.device = device;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, STAFF, (ctx, language, visitor) -> {
            visitor.session().person().actor().requireManage();
            var frame = frame(ctx, language, visitor);
            boolean saved = ctx.request().getParam("da-luu") != null;
            return page(
                    200,
                    visitor,
                    saved ? frame.saying(frames.say(language, "newsroom.staff.saved")) : frame,
                    null,
                    ctx);
        });
        newsroom.form(router, STAFF, this::invite);
        newsroom.form(router, STAFF + "/hai-lop", this::demand);
        newsroom.form(router, STAFF + "/:id/hai-lop", this::takeAway);
        newsroom.form(router, STAFF + "/:id", this::set);
        newsroom.open(
                router,
                JOIN,
                (ctx, language) -> invited(ctx).map(found -> joinPage(200, joinFrame(ctx, language), found, "")));
        newsroom.openForm(router, JOIN, this::join);
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.staff", STAFF, visitor);
    }

    private Future<Reply> page(
            int status, Newsroom.Visitor visitor, Frame frame, @Nullable String link, RoutingContext ctx) {
        var members = staff.all();
        var invitations = staff.invitations();
        var demanded = factors.demanded();
        return Future.all(members, invitations, demanded)
                .map(all -> frames.shown(
                        status,
                        "staff",
                        new StaffPage(
                                frame,
                                members.result().stream()
                                        .map(one -> member(one, visitor))
                                        .toList(),
                                invitations.result().stream()
                                        .map(one -> invited(frame.language(), one))
                                        .toList(),
                                site.categories(),
                                demanded.result(),
                                link,
                                link == null
                                        ? Map.of(
                                                "name",
                                                Newsroom.field(ctx, "name"),
                                                "role",
                                                Newsroom.field(ctx, "role"))
                                        : Map.of(),
                                link == null ? categories(ctx) : Set.of())));
    }

    private static StaffPage.Member member(Staff.Member one, Newsroom.Visitor visitor) {
        var person = one.person();
        boolean me = person.id() == visitor.session().person().id();
        return new StaffPage.Member(
                person.id(),
                person.login(),
                person.name(),
                person.role(),
                person.categories(),
                one.disabled(),
                person.factor() == Person.Factor.ON,
                me);
    }

    private StaffPage.Invited invited(Language language, Staff.Invitation one) {
        return new StaffPage.Invited(one.name(), one.role(), dates.moment(one.expiresAt(), language.locale()));
    }

    private Future<Reply> invite(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> staff.invite(Newsroom.field(ctx, "name"), role(ctx), categories(ctx), actor))
                .compose(secret -> page(
                        200,
                        visitor,
                        frame(ctx, language, visitor).saying(frames.say(language, "newsroom.staff.invited")),
                        site.url().get() + language.prefix() + Newsroom.HOME + "/moi/" + secret,
                        ctx))
                .recover(failure -> again(ctx, language, visitor, failure));
    }

    private Future<Reply> again(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Throwable failure) {
        if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
        return page(
                Frames.status(problem), visitor, frames.refusing(frame(ctx, language, visitor), problem), null, ctx);
    }

    private static Person.Role role(RoutingContext ctx) {
        var wire = Newsroom.field(ctx, "role");
        return Arrays.stream(Person.Role.values())
                .filter(one -> one.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("role", "field.missing"));
    }

    /** Those that there are; none: all. */
    private Set<String> categories(RoutingContext ctx) {
        var wished = new HashSet<>(ctx.request().formAttributes().getAll("categories"));
        wished.removeIf(one -> site.category(one).isEmpty());
        return wished;
    }

    private Future<Reply> set(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> staff.set(
                        Newsroom.number(ctx.pathParam("id")),
                        role(ctx),
                        categories(ctx),
                        !Newsroom.field(ctx, "disabled").isEmpty(),
                        actor))
                .<Reply>map(saved -> new Reply.Redirect(303, language.prefix() + STAFF + "?da-luu=1"))
                .recover(failure -> again(ctx, language, visitor, failure));
    }

    /** Which roles sign in with a second factor. */
    private Future<Reply> demand(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var wished = ctx.request().formAttributes().getAll("roles");
        var roles = Arrays.stream(Person.Role.values())
                .filter(role -> wished.contains(role.wire()))
                .collect(Collectors.toSet());
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> factors.demand(roles, actor))
                .<Reply>map(saved -> new Reply.Redirect(303, language.prefix() + STAFF + "?da-luu=1"))
                .recover(failure -> again(ctx, language, visitor, failure));
    }

    /** Of who has lost phone and recovery codes. */
    private Future<Reply> takeAway(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> factors.takeAway(Newsroom.number(ctx.pathParam("id")), actor))
                .<Reply>map(saved -> new Reply.Redirect(303, language.prefix() + STAFF + "?da-luu=1"))
                .recover(failure -> again(ctx, language, visitor, failure));
    }

    private Future<Staff.Invitation> invited(RoutingContext ctx) {
        return staff.invitation(ctx.pathParam("secret"))
                .map(found -> found.orElseThrow(() -> Problem.notFound("invitation.over")));
    }

    private Frame joinFrame(RoutingContext ctx, Language language) {
        var path = Newsroom.HOME + "/moi/" + ctx.pathParam("secret");
        return frames.frame(ctx, language, "newsroom.join", path, null);
    }

    private Reply joinPage(int status, Frame frame, Staff.Invitation found, String login) {
        var role = "newsroom.role." + found.role().wire();
        return frames.shown(status, "join", new JoinPage(frame, found.name(), role, login));
    }

    private Future<Reply> join(RoutingContext ctx, Language language) {
        var login = Newsroom.field(ctx, "ten");
        var accepted = staff.accept(
                ctx.pathParam("secret"),
                login,
                Newsroom.field(ctx, "moi"),
                Newsroom.field(ctx, "lai"),
                device.apply(ctx));
        return accepted.map(id -> newsroom.goOn(language.prefix() + Newsroom.HOME, id))
                .recover(failure -> failure instanceof Problem problem && problem.kind() == Problem.Kind.INVALID
                        ? invited(ctx)
                                .map(found ->
                                        joinPage(422, frames.refusing(joinFrame(ctx, language), problem), found, login))
                        : Future.failedFuture(failure));
    }
}
