package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/the}: the tokens by which programs write, made and ended. */
final class TokensRoutes implements Routes {
    static final String TOKENS = Newsroom.HOME + "/the";

    private final Newsroom newsroom;
    private final Frames frames;
    private final Tokens tokens;
    private final InstantSource clock;
    private final VnDates dates;

    TokensRoutes(Newsroom newsroom, Frames frames, Site site, Tokens tokens, InstantSource clock) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.tokens = tokens;
        this.clock = clock;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, TOKENS, (ctx, language, visitor) -> {
            visitor.session().person().actor().requireManage();
            return page(200, ctx, frame(ctx, language, visitor), "");
        });
        newsroom.form(router, TOKENS, this::issue);
        newsroom.form(router, TOKENS + "/:id/thoi", this::end);
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.tokens", TOKENS, visitor);
    }

    private Future<Reply> page(int status, RoutingContext ctx, Frame frame, String made) {
        boolean again = made.isEmpty();
        var all = tokens.all();
        var settings = tokens.settings();
        return Future.all(all, settings).map(both -> {
            var rows =
                    all.result().stream().map(one -> row(one, frame.language())).toList();
            var ofSettings = settings.result()
                    .map(one -> moment(one.usedAt(), frame.language()))
                    .orElse(null);
            var values = again
                    ? Map.of("name", Newsroom.field(ctx, "name"), "days", Newsroom.field(ctx, "days"))
                    : Map.<String, String>of();
            var wished = again ? Set.copyOf(ctx.request().formAttributes().getAll("rights")) : Set.<String>of();
            return frames.shown(status, "tokens", new TokensPage(frame, ofSettings, rows, made, values, wished));
        });
    }

    private TokensPage.Row row(Tokens.Token one, Language language) {
        var expires = one.expiresAt();
        var rights = one.rights().stream()
                .filter(TokensPage.OFFERED::contains)
                .sorted()
                .map(right -> "newsroom.right." + right.wire())
                .toList();
        return new TokensPage.Row(
                one.id(),
                one.name(),
                rights,
                one.by().replaceFirst("^person:", ""),
                dates.moment(one.createdAt(), language.locale()),
                moment(expires, language),
                expires != null && !clock.instant().isBefore(expires),
                moment(one.usedAt(), language));
    }

    private String moment(@Nullable Instant at, Language language) {
        return at == null ? "" : dates.moment(at, language.locale());
    }

    private Future<Reply> issue(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        int days = Newsroom.number(Newsroom.field(ctx, "days"));
        var expires = days == 0 ? null : clock.instant().plus(Duration.ofDays(days));
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> tokens.issue(Newsroom.field(ctx, "name"), rights(ctx), expires, actor))
                .compose(token -> page(
                        200,
                        ctx,
                        frame(ctx, language, visitor).saying(frames.say(language, "newsroom.tokens.made")),
                        token))
                .recover(failure -> again(ctx, language, visitor, failure));
    }

    private static Set<Right> rights(RoutingContext ctx) {
        var wished = ctx.request().formAttributes().getAll("rights");
        return TokensPage.OFFERED.stream()
                .filter(right -> wished.contains(right.wire()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    }

    private Future<Reply> again(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Throwable failure) {
        if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
        return page(Frames.status(problem), ctx, frames.refusing(frame(ctx, language, visitor), problem), "");
    }

    private Future<Reply> end(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> tokens.end(Newsroom.number(ctx.pathParam("id")), actor))
                .<Reply>map(ended -> new Reply.Redirect(303, language.prefix() + TOKENS))
                .recover(failure -> again(ctx, language, visitor, failure));
    }
}
