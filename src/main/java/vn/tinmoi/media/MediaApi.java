package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Admission;
import vn.tinmoi.people.Right;
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
        Admission.actor(ctx).require(Right.MEDIA);
        return store.take(Admission.actor(ctx), () -> receive(ctx, () -> UploadForm.read(ctx.request())))
                .map(MediaApi::reply);
    }

    /**
     * Keeps the picture that a request brings, as a form or as its whole body; {@code alt}: what it shows where nobody says.
     * The caller was let in by an {@link Admission}.
     */
    public Future<Picture> receive(RoutingContext ctx, String alt) {
        return store.take(Admission.actor(ctx), () -> receive(ctx, () -> upload(ctx, alt)));
    }

    /**
     * Keeps the picture of a form that has other fields too. Call it before the request's body arrives.
     *
     * @param alt what it shows where the form does not say
     * @param more the other fields' names
     * @param admit throws a {@link Problem} at a form that is not to be believed; nothing of it is kept then
     */
    public Future<Picture> receive(
            RoutingContext ctx, Actor actor, String alt, Set<String> more, Consumer<MultiMap> admit) {
        return store.take(
                actor,
                () -> UploadForm.read(ctx.request(), alt, more).map(upload -> {
                    admit.accept(ctx.request().formAttributes());
                    return upload;
                }));
    }

    /**
     * What became of the pictures of a form with many fields, by their fields. {@code kept}: those that were; {@code refused}:
     * why the others were not.
     */
    public record Received(Map<String, Picture> kept, Map<String, Problem> refused) {}

    /**
     * Keeps every picture of a form of which several fields may bring one, {@value PicturesForm#PICTURE_BYTES} bytes at most
     * each; one that cannot be kept does not stop the others. Call it before the request's body arrives; then the other
     * fields are the request's form attributes.
     *
     * @param alt what the picture of a field shows
     * @param admit whether the form is to be believed; nothing of it is kept otherwise
     */
    public Future<Received> receiveMany(
            RoutingContext ctx, Actor actor, UnaryOperator<String> alt, BooleanSupplier admit) {
        return store.inHand(() -> PicturesForm.read(ctx.request()).compose(sent -> {
            var received = new Received(new LinkedHashMap<>(), new LinkedHashMap<>());
            if (!admit.getAsBoolean()) return Future.succeededFuture(received);
            sent.tooLarge().forEach(field -> received.refused.put(field, PicturesForm.tooLarge(field)));
            Future<Void> done = Future.succeededFuture();
            for (var file : sent.files().entrySet()) {
                done = done.compose(
                        before -> keep(received, file.getKey(), file.getValue(), alt.apply(file.getKey()), actor));
            }
            return done.map(received);
        }));
    }

    private Future<Void> keep(Received received, String field, Buffer file, String alt, Actor actor) {
        return store.keep(file.getBytes(), alt, "", "", actor)
                .onSuccess(picture -> received.kept.put(field, picture))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
                    received.refused.put(field, problem);
                    return Future.succeededFuture();
                });
    }

    private static Future<UploadForm.Upload> upload(RoutingContext ctx, String alt) {
        if (!PlainUpload.isOne(ctx.request())) return UploadForm.read(ctx.request(), alt, Set.of());
        return PlainUpload.read(ctx.request()).map(bytes -> new UploadForm.Upload(bytes, Fields.alt(alt), "", ""));
    }

    /** A caller that asks before it sends is told to go on only here: it may come, and there is room for it. */
    private static Future<UploadForm.Upload> receive(RoutingContext ctx, Supplier<Future<UploadForm.Upload>> reading) {
        var received = reading.get();
        boolean asks = "100-continue".equalsIgnoreCase(ctx.request().getHeader(HttpHeaders.EXPECT));
        if (!asks || received.failed()) return received;
        return ctx.response().writeContinue().compose(told -> received);
    }

    private static Reply reply(Picture picture) {
        return new Reply.Json(201, json(picture), Map.of("Location", picture.url(), "Cache-Control", "no-store"));
    }

    private static JsonObject json(Picture picture) {
        return ArticleJson.picture(picture)
                .put("caption", picture.caption())
                .put("credit", picture.credit())
                .put("focus", ArticleJson.focus(picture.focus()));
    }
}
