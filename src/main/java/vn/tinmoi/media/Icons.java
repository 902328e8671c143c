package vn.tinmoi.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Tuple;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.IconSize;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/**
 * The portal's icon in every {@link IconSize}, made when it is first asked for: so that one that was brought by an earlier
 * version, or by an import, has them all too. Of no other picture, or anybody could have thousands made. Any thread.
 */
public final class Icons implements Routes {
    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "public, max-age=31536000, immutable");
    private static final Color PAPER = new Color(0xfffdf9);
    private static final int KEPT = 4 * IconSize.values().length; // some icons one after the other

    private final Answers answers;
    private final Vertx vertx;
    private final Database db;
    private final Supplier<@Nullable Picture> icon;
    private final Cache<String, Future<Representation>> made =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    /** {@code icon}: the portal's now; null: the house's own. */
    public Icons(Answers answers, Vertx vertx, Database db, Supplier<@Nullable Picture> icon) {
        this.answers = answers;
        this.vertx = vertx;
        this.db = db;
        this.icon = icon;
    }

    @Override
    public void mount(Router router) {
        answers.get(router, IconSize.FOLDER + ":file", this::get);
    }

    private Future<Reply> get(RoutingContext ctx) {
        var file = ctx.pathParam("file");
        var now = icon.get();
        var size = now == null ? null : IconSize.of(file, now.id()).orElse(null);
        if (now == null || size == null)
            throw Problem.notFound("page.unknown", ctx.request().path());
        return made.get(file, first -> make(now, size))
                .onFailure(lost -> made.invalidate(file))
                .map(found -> found.reply(ctx.request()));
    }

    private static final String SELECT = "SELECT bytes FROM media_rendition WHERE media_id = $1 AND width = $2";

    private Future<Representation> make(Picture now, IconSize size) {
        var source = now.atLeast(IconSize.LARGE.pixels());
        return db.query(SELECT, Tuple.of(now.id(), source.width()))
                .compose(rows -> {
                    var row = rows.iterator();
                    if (!row.hasNext()) throw Problem.notFound("image.unknown", now.id());
                    var bytes = row.next().getBuffer("bytes").getBytes();
                    return vertx.executeBlocking(() -> drawn(bytes, size), false);
                })
                .map(png -> Representation.of("image/png", png, HEADERS));
    }

    static byte[] drawn(byte[] source, IconSize size) throws IOException {
        var picture = DecodedPicture.of(PictureFile.read(source));
        var square = square(picture.print(picture.width()));
        var print = DecodedPicture.scaled(square, size.inner(), size.inner());
        return PictureEncoder.png(size.grounded() ? grounded(print, size.pixels(), ground(square)) : print);
    }

    private static BufferedImage square(BufferedImage image) {
        int side = Math.min(image.getWidth(), image.getHeight());
        return image.getSubimage((image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
    }

    /** Its own where it has one, so that no frame is seen around it. */
    private static Color ground(BufferedImage square) {
        return square.getColorModel().hasAlpha() ? PAPER : new Color(square.getRGB(0, 0));
    }

    private static BufferedImage grounded(BufferedImage print, int pixels, Color ground) {
        var image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
        var paint = image.createGraphics();
        paint.setColor(ground);
        paint.fillRect(0, 0, pixels, pixels);
        int edge = (pixels - print.getWidth()) / 2;
        paint.drawImage(print, edge, edge, null);
        paint.dispose();
        return image;
    }
}
