package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.news.Picture;
import vn.tinmoi.people.Admission;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * Pictures of publishing programs and editors; whoever may write drafts may send them. Needs no Idempotency-Key: the same
 * file with the same words by the same caller is the same picture, and answered as the first time.
 */
public final class MediaApi implements Routes {
    private final Answers answers;
    private final MediaStore store;
    private final Admission admission;

    /** {@code writes}: those of one token. */
    public MediaApi(Answers answers, MediaStore store, Tokens tokens, RateLimits writes) {
        this.answers = answers;
        this.store = store;
        this.admission = new Admission(tokens, writes);
    }

    @Override
    public void mount(Router router) {
        router.route(HttpMethod.POST, "/api/v1/media").handler(admission);
        answers.answer(router.route(HttpMethod.POST, "/api/v1/media"), this::upload);
    }

    private Future<Reply> upload(RoutingContext ctx) {
        return store.take(Admission.actor(ctx), () -> receive(ctx)).map(MediaApi::reply);
    }

    /** A caller that asks before it sends is told to go on only here: it may come, and there is room for it. */
    private static Future<UploadForm.Upload> receive(RoutingContext ctx) {
        var received = UploadForm.read(ctx.request());
        boolean asks = "100-continue".equalsIgnoreCase(ctx.request().getHeader(HttpHeaders.EXPECT));
        if (!asks || received.failed()) return received;
        return ctx.response().writeContinue().compose(told -> received);
    }

    private static Reply reply(Picture picture) {
        return new Reply.Json(201, json(picture), Map.of("Location", picture.url(), "Cache-Control", "no-store"));
    }

    private static JsonObject json(Picture picture) {
        return ArticleJson.picture(picture).put("caption", picture.caption()).put("credit", picture.credit());
    }
}
