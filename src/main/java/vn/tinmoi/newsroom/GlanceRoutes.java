package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Attendance;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * What an open story hears of: {@code /toa-soan/bai/{id}/luong} is its stream, {@code /toa-soan/bai/{id}/tinh-hinh} what it asks
 * for every few seconds where it has none.
 */
final class GlanceRoutes implements Routes {
    private final Newsroom newsroom;
    private final Frames frames;
    private final Flow flow;
    private final Attendance attendance;
    private final StoryStreams streams;

    GlanceRoutes(Newsroom newsroom, Frames frames, Flow flow, Attendance attendance, StoryStreams streams) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.flow = flow;
        this.attendance = attendance;
        this.streams = streams;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, StoryRoutes.STORIES + "/:id/tinh-hinh", this::glance);
        newsroom.page(router, StoryRoutes.STORIES + "/:id/luong", this::stream);
    }

    private Future<Reply> glance(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        var here = attendance.sign(id.value(), visitor.session().person());
        var story = flow.glance(id);
        return Future.all(story, here).map(both -> {
            var found = story.result().orElseThrow(() -> Problem.notFound("article.unknown", id));
            var json = said(language, found).put("here", new JsonArray(here.result()));
            return new Reply.Json(200, json, Map.of("Cache-Control", "no-store"));
        });
    }

    private JsonObject said(Language language, Flow.Glance found) {
        return new JsonObject()
                .put("version", found.version())
                .put("state", found.stage().wire())
                .put(
                        "stage",
                        frames.say(language, "newsroom.stage." + found.stage().wire()))
                .put("who", Actor.shown(found.actor()));
    }

    private Future<Reply> stream(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return streams.open(ArticleId.parse(ctx.pathParam("id")), visitor, glance -> said(language, glance))
                .map(stream -> {
                    ctx.addEndHandler(ended -> stream.close());
                    return new Reply.Pieced(
                            200,
                            "text/event-stream",
                            stream,
                            Map.of("Cache-Control", "no-store, no-transform", "X-Accel-Buffering", "no"));
                });
    }
}
