package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan}: the ways from here, and the button that takes the sample stories away. */
final class HomeRoutes implements Routes {
    private final Newsroom newsroom;
    private final Frames frames;
    private final Samples samples;

    HomeRoutes(Newsroom newsroom, Frames frames, Samples samples) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.samples = samples;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Newsroom.HOME, (ctx, language, visitor) -> {
            var frame = frame(ctx, language, visitor);
            var gone = ctx.request().getParam("da-go");
            return page(
                    200,
                    gone == null
                            ? frame
                            : frame.saying(frames.say(language, "newsroom.samples.gone", Newsroom.number(gone))));
        });
        newsroom.form(router, Newsroom.HOME + "/bai-mau", this::clear);
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.title", Newsroom.HOME, visitor);
    }

    private Future<Reply> page(int status, Frame frame) {
        return samples.shown().map(shown -> frames.shown(status, "start", new HomePage(frame, shown)));
    }

    private Future<Reply> clear(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> samples.withdraw(frames.say(Language.VI, "newsroom.samples.reason"), actor))
                .<Reply>map(gone -> new Reply.Redirect(303, language.prefix() + Newsroom.HOME + "?da-go=" + gone))
                .recover(failure -> failure instanceof Problem problem
                        ? page(Frames.status(problem), frames.refusing(frame(ctx, language, visitor), problem, ""))
                        : Future.failedFuture(failure));
    }
}
