package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** Every change of the portal, and the way back to what the document said after any of them. */
final class VersionsRoutes implements Routes {
    private static final int EACH = 50;

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Sites sites;
    private final VnDates dates;

    VersionsRoutes(Newsroom newsroom, Frames frames, Site site, Sites sites) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.sites = sites;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Topics.VERSIONS, (ctx, language, visitor) -> {
            visitor.session().person().actor().requireManage();
            var frame = frame(ctx, language, visitor);
            boolean saved = ctx.request().getParam("da-luu") != null;
            return page(200, ctx, saved ? frame.saying(frames.say(language, "newsroom.versions.saved")) : frame);
        });
        newsroom.form(router, Topics.VERSIONS, this::restore);
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.versions", Topics.VERSIONS, visitor);
    }

    private Future<Reply> page(int status, RoutingContext ctx, Frame frame) {
        int before = Newsroom.number(ctx.request().getParam("truoc"));
        return sites.versions(before == 0 ? Integer.MAX_VALUE : before, EACH).map(found -> {
            var next = found.size() < EACH
                    ? null
                    : frame.link(Topics.VERSIONS) + "?truoc=" + found.getLast().version();
            return frames.shown(status, "versions", new VersionsPage(frame, lines(frame.language(), found), next));
        });
    }

    private List<VersionsPage.Line> lines(Language language, List<Sites.Version> found) {
        int now = site.portal().get().version();
        return found.stream()
                .map(one -> new VersionsPage.Line(
                        one.version(),
                        one.actor(),
                        frames.say(language, "newsroom.action." + one.action()),
                        dates.moment(one.at(), language.locale()),
                        dates.iso(one.at()),
                        one.version() != now))
                .toList();
    }

    private Future<Reply> restore(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> sites.restore(Newsroom.number(Newsroom.field(ctx, "version")), null, actor))
                .<Reply>map(done -> new Reply.Redirect(303, language.prefix() + Topics.VERSIONS + "?da-luu=1"))
                .recover(failure -> failure instanceof Problem problem
                        ? page(Frames.status(problem), ctx, frames.refusing(frame(ctx, language, visitor), problem, ""))
                        : Future.failedFuture(failure));
    }
}
