package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan}: the stories, and the button that takes the sample stories away. */
final class StoriesRoutes implements Routes {
    private final Newsroom newsroom;
    private final Frames frames;
    private final StoriesViews views;
    private final Samples samples;

    StoriesRoutes(Newsroom newsroom, Frames frames, StoriesViews views, Samples samples) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.views = views;
        this.samples = samples;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Newsroom.HOME, this::show);
        newsroom.form(router, Newsroom.HOME + "/bai-mau", this::clear);
    }

    private Future<Reply> show(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var frame = views.frame(ctx, language, visitor);
        var gone = ctx.request().getParam("da-go");
        var said = gone == null
                ? frame
                : frame.saying(frames.say(language, "newsroom.samples.gone", Newsroom.number(gone)));
        return views.page(200, ctx, said, visitor, StoriesViews.Chosen.nothing());
    }

    private Future<Reply> clear(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> samples.withdraw(frames.say(Language.VI, "newsroom.samples.reason"), actor))
                .<Reply>map(gone -> new Reply.Redirect(303, language.prefix() + Newsroom.HOME + "?da-go=" + gone))
                .recover(failure -> failure instanceof Problem problem
                        ? views.page(
                                Frames.status(problem),
                                ctx,
                                frames.refusing(views.frame(ctx, language, visitor), problem, ""),
                                visitor,
                                StoriesViews.Chosen.nothing())
                        : Future.failedFuture(failure));
    }
}
