package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/** Uploaded pictures, each under an address that may be kept for ever. */
public final class MediaRoutes implements Routes {
    private static final Pattern FILE = Pattern.compile("([a-z0-9-]{1,80})-([1-9][0-9]{0,4})\\.(jpg|png|gif)");
    private static final Map<String, String> TYPES =
            Map.of("jpg", "image/jpeg", "png", "image/png", "gif", MovingGif.TYPE);

    private static final String GONE = "picture ";

    private final Answers answers;
    private final Metrics metrics;
    private final RenditionCache renditions;
    private final Cards cards;

    public MediaRoutes(Answers answers, Vertx vertx, Database database, Metrics metrics) {
        this.answers = answers;
        this.metrics = metrics;
        this.renditions = new RenditionCache(database, RenditionCache.BYTES);
        this.cards = new Cards(answers, vertx, database);
    }

    @Override
    public void mount(Router router) {
        answers.get(router, "/media/:file", this::get);
        cards.mount(router);
    }

    /** What PostgreSQL said to every node; empty: some of it may have been missed. A deleted picture is shown no more. */
    public void said(String word) {
        if (!word.isEmpty() && !word.startsWith(GONE)) return;
        var media = word.isEmpty() ? word : word.substring(GONE.length());
        renditions.forget(media);
        cards.forget(media);
    }

    /** Whether a picture may be called that. */
    public static boolean isFile(String name) {
        return FILE.matcher(name).matches();
    }

    private Future<Reply> get(RoutingContext ctx) {
        var file = FILE.matcher(ctx.pathParam("file"));
        if (!file.matches()) throw nothing(ctx);
        var key = new RenditionCache.Key(file.group(1), Integer.parseInt(file.group(2)), type(file.group(3)));
        metrics.pageServed("media", renditions.kept(key) == null ? "miss" : "hit");
        return renditions
                .get(key)
                .recover(MediaRoutes::saidToReaders)
                .map(found -> found.orElseThrow(() -> nothing(ctx)).reply(ctx.request()));
    }

    private static String type(String ending) {
        return TYPES.getOrDefault(ending, "");
    }

    private static Problem nothing(RoutingContext ctx) {
        return Problem.notFound("page.unknown", ctx.request().path());
    }

    private static Future<Optional<Representation>> saidToReaders(Throwable failure) {
        return Future.failedFuture(Problem.isAway(failure) ? Problem.unavailable("page.away") : failure);
    }
}
