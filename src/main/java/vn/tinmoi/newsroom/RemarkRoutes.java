package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/bai/{id}/ghi-chu/{number}}: what was said of a paragraph is done, or open again. For who may save the story. */
final class RemarkRoutes implements Routes {
    private final Newsroom newsroom;
    private final Flow flow;
    private final Comments comments;

    RemarkRoutes(Newsroom newsroom, Flow flow, Comments comments) {
        this.newsroom = newsroom;
        this.flow = flow;
        this.comments = comments;
    }

    @Override
    public void mount(Router router) {
        newsroom.form(router, StoryRoutes.STORIES + "/:id/ghi-chu/:so", this::mark);
    }

    private Future<Reply> mark(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        var id = ArticleId.parse(ctx.pathParam("id"));
        boolean done = Newsroom.field(ctx, "xong").equals("1");
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> flow.standing(id))
                .compose(found -> {
                    requireMay(found.orElseThrow(() -> Problem.notFound("article.unknown", id)), actor);
                    return comments.mark(id, Newsroom.number(ctx.pathParam("so")), done, actor);
                })
                .map(marked ->
                        new Reply.Redirect(303, language.prefix() + StoryRoutes.STORIES + "/" + id + "#ghi-chu"));
    }

    private static void requireMay(Flow.Standing standing, Actor actor) {
        actor.requireFor(standing.article().category());
        Move.SAVE.requireOpenTo(actor, standing.stage());
    }
}
