package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * A story on the desk: {@code /toa-soan/bai/moi} and {@code /toa-soan/bai/{id}}. One form saves its words and takes the step
 * that the pressed button names. What cannot be used is said at its field and everything stays as typed; what someone else
 * saved meanwhile is joined with it, and shown before anything is written.
 */
final class StoryRoutes implements Routes {
    static final String STORIES = Newsroom.HOME + "/bai";
    static final String NEW = STORIES + "/moi";

    private static final String ONE = STORIES + "/:id";
    private static final String PRESSED = "nut";
    private static final String SAVED = "da-luu";

    private final Newsroom newsroom;
    private final StoryViews views;
    private final StoryWrites writes;
    private final Flow flow;
    private final PendingVersions pendings;

    StoryRoutes(Newsroom newsroom, StoryViews views, StoryWrites writes, Flow flow, PendingVersions pendings) {
        this.newsroom = newsroom;
        this.views = views;
        this.writes = writes;
        this.flow = flow;
        this.pendings = pendings;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, NEW, views::blank);
        newsroom.form(router, NEW, this::create);
        newsroom.page(router, ONE, this::show);
        newsroom.form(router, ONE, this::save);
        newsroom.form(router, ONE + "/ban-sua", this::beginPending);
    }

    /** A change to a published story that does not show at once: a draft beside it. */
    private Future<Reply> beginPending(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> pendings.begin(ArticleId.parse(ctx.pathParam("id")), actor))
                .map(draft -> new Reply.Redirect(303, language.prefix() + STORIES + "/" + draft));
    }

    private Future<Reply> create(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        var fields = StoryFields.of(ctx);
        var move = move(fields);
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> writes.create(fields, move, actor))
                .<Reply>map(id -> saved(language, id, move))
                .recover(failure -> failure instanceof Problem problem
                        ? views.refused(ctx, language, visitor, fields, problem)
                        : Future.failedFuture(failure));
    }

    private static Move move(StoryFields fields) {
        var pressed = fields.value(PRESSED);
        for (var move : Move.values()) if (move.wire().equals(pressed)) return move;
        return Move.SAVE;
    }

    private static Reply saved(Language language, ArticleId id, Move move) {
        return new Reply.Redirect(303, language.prefix() + STORIES + "/" + id + "?" + SAVED + "=" + move.wire());
    }

    private Future<Reply> show(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return known(ctx)
                .compose(standing -> views.shown(
                        ctx, language, visitor, standing, ctx.request().getParam(SAVED)));
    }

    private Future<Flow.Standing> known(RoutingContext ctx) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        return flow.standing(id).map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", id)));
    }

    private Future<Reply> save(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        var fields = StoryFields.of(ctx);
        var move = move(fields);
        return known(ctx)
                .compose(standing -> Newsroom.requireGenuine(ctx, visitor)
                        .compose(genuine -> writes.save(standing, fields, move, actor))
                        .<Reply>map(next ->
                                saved(language, next, standing.article().id().equals(next) ? move : Move.CORRECT))
                        .recover(failure -> failure instanceof Problem problem
                                ? again(ctx, language, visitor, fields, problem)
                                : Future.failedFuture(failure)));
    }

    /** The story may be another one by now: it is read again. */
    private Future<Reply> again(
            RoutingContext ctx, Language language, Newsroom.Visitor visitor, StoryFields fields, Problem problem) {
        return known(ctx).compose(standing -> views.again(ctx, language, visitor, standing, fields, problem));
    }
}
