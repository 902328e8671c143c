package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import vn.tinmoi.media.PartedUpload;
import vn.tinmoi.media.PartedUploads;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * Pictures that the newsroom's scripts bring in parts: one call begins a file or finds where it stopped, as often as anyone likes,
 * another brings what follows. Each answers how much is here, and 201 with the picture when all is.
 */
final class PartedRoutes implements Routes {
    static final String PARTED = GalleryRoutes.GALLERY + "/gui";

    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

    private final Newsroom newsroom;
    private final PartedUploads uploads;

    PartedRoutes(Newsroom newsroom, PartedUploads uploads) {
        this.newsroom = newsroom;
        this.uploads = uploads;
    }

    @Override
    public void mount(Router router) {
        newsroom.form(router, PARTED, this::begin);
        newsroom.upload(router, PARTED + "/:upload", this::goOn);
    }

    private Future<Reply> begin(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = actor(ctx, visitor);
        return JsonBody.tree(ctx)
                .compose(sent -> uploads.begin(
                        sent.path("size").asLong(),
                        sent.path("digest").asText(),
                        sent.path("alt").asText(),
                        sent.path("caption").asText(),
                        sent.path("credit").asText(),
                        actor))
                .map(PartedRoutes::reply);
    }

    private Future<Reply> goOn(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = actor(ctx, visitor);
        var offset = ctx.request().getHeader("Upload-Offset");
        if (offset == null || !offset.matches("[0-9]{1,9}")) throw Problem.invalid("Upload-Offset", "field.missing");
        return uploads.receive(ctx.request(), ctx.pathParam("upload"), Integer.parseInt(offset), actor)
                .map(PartedRoutes::reply);
    }

    private static Actor actor(RoutingContext ctx, Newsroom.Visitor visitor) {
        Newsroom.requireGenuineCall(ctx, visitor);
        var actor = visitor.session().person().actor();
        actor.require(Right.MEDIA);
        return actor;
    }

    private static Reply reply(PartedUpload upload) {
        var json = new JsonObject()
                .put("id", upload.id())
                .put("offset", upload.offset())
                .put("size", upload.size());
        var picture = upload.picture();
        if (picture == null) return new Reply.Json(200, json, NOT_KEPT);
        return new Reply.Json(201, json.put("picture", GalleryRoutes.json(picture)), NOT_KEPT);
    }
}
