package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vn.tinmoi.desk.Bulk;
import vn.tinmoi.desk.BulkOrder;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/nhieu-bai}: one step with the chosen stories of the list, and back. Both come back to the list as it was. */
final class BulkRoutes implements Routes {
    /** The list's parameter that names what was just done. */
    static final String DONE = "nhieu-bai";

    static final String CHOSEN = "chon";
    static final String CATEGORY = "muc";
    static final String REASON = "reason";
    private static final String PATH = Newsroom.HOME + "/nhieu-bai";
    private static final Pattern KEY = Pattern.compile("[0-9a-f-]{16,64}");
    private static final Pattern STORY = Pattern.compile("([1-9][0-9]{0,17})\\.([1-9][0-9]{0,8})");
    private static final Pattern QUERY = Pattern.compile("\\?[\\w=&%.+~:*-]{0,1500}");

    private final Newsroom newsroom;
    private final Frames frames;
    private final StoriesViews views;
    private final Bulk bulk;

    BulkRoutes(Newsroom newsroom, Frames frames, StoriesViews views, Bulk bulk) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.views = views;
        this.bulk = bulk;
    }

    @Override
    public void mount(Router router) {
        newsroom.form(router, PATH, this::run);
        newsroom.form(router, PATH + "/hoan-tac", this::undo);
    }

    private Future<Reply> run(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        return Newsroom.requireGenuine(ctx, visitor)
                .map(genuine -> order(ctx))
                .compose(order -> bulk.run(order, actor).map(done -> back(ctx, language, order.key())))
                .recover(failure -> again(ctx, language, visitor, failure));
    }

    private static BulkOrder order(RoutingContext ctx) {
        var act = BulkOrder.act(Newsroom.field(ctx, "nut"));
        var said = switch (act) {
            case SAVE -> Newsroom.field(ctx, CATEGORY);
            case WITHDRAW -> Newsroom.field(ctx, REASON);
            default -> "";
        };
        return new BulkOrder(key(ctx), act, said, stories(ctx));
    }

    private static String key(RoutingContext ctx) {
        var key = Newsroom.field(ctx, "khoa");
        if (!KEY.matcher(key).matches()) throw new Problem(Problem.Kind.FORBIDDEN, "form.old", null);
        return key;
    }

    /** Each once, in the list's order. */
    private static List<BulkOrder.Wish> stories(RoutingContext ctx) {
        var stories = new LinkedHashMap<Long, BulkOrder.Wish>();
        for (var one : ctx.request().formAttributes().getAll(CHOSEN)) {
            var story = STORY.matcher(one);
            if (!story.matches()) continue;
            var id = new ArticleId(Long.parseLong(story.group(1)));
            stories.putIfAbsent(id.value(), new BulkOrder.Wish(id, Integer.parseInt(story.group(2))));
        }
        return List.copyOf(stories.values());
    }

    /** To the list as it was, with what became of it. */
    private static Reply back(RoutingContext ctx, Language language, String key) {
        var query = Newsroom.field(ctx, "ve");
        var list = QUERY.matcher(query).matches() ? query : "?";
        return new Reply.Redirect(303, language.prefix() + Newsroom.HOME + list + "&" + DONE + "=" + key);
    }

    /** What was chosen and typed stays. */
    private Future<Reply> again(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Throwable failure) {
        if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
        var frame = frames.refusing(views.frame(ctx, language, visitor), problem);
        var chosen = new LinkedHashSet<>(ctx.request().formAttributes().getAll(CHOSEN));
        var values = Map.of(CATEGORY, Newsroom.field(ctx, CATEGORY), REASON, Newsroom.field(ctx, REASON));
        var typed = new StoriesViews.Chosen(Newsroom.field(ctx, "khoa"), chosen, values);
        return views.page(Frames.status(problem), ctx, frame, visitor, typed);
    }

    private Future<Reply> undo(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        return Newsroom.requireGenuine(ctx, visitor)
                .map(genuine -> key(ctx))
                .compose(key -> bulk.undo(key, actor).map(done -> back(ctx, language, key)))
                .recover(failure -> again(ctx, language, visitor, failure));
    }
}
