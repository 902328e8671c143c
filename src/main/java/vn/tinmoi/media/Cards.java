package vn.tinmoi.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/**
 * Pictures as they stand beside a link that is shared ({@link Picture#card}), cut when one is first asked for: so that those
 * that were brought earlier have one too, and one that is never shared costs nothing. The address says around what, and only
 * what the picture says now is made, one at a time. Any thread.
 */
final class Cards implements Routes {
    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "public, max-age=31536000, immutable");
    private static final Pattern FILE = Pattern.compile("([a-z0-9-]{1,80})-([0-9]{1,3})-([0-9]{1,3})\\.jpg");
    private static final int KEPT = 64; // about 150 KB each; crawlers ask within minutes of each other
    private static final int WAITING = 16; // at a quarter of a second each
    private static final int LONGEST = 1; // minute, until Vert.x says that a thread is held

    private final Answers answers;
    private final Database db;
    private final WorkerExecutor scissors;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<String, Future<Representation>> made =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    Cards(Answers answers, Vertx vertx, Database db) {
        this.answers = answers;
        this.db = db;
        this.scissors = vertx.createSharedWorkerExecutor("cards", 1, LONGEST, TimeUnit.MINUTES);
    }

    @Override
    public void mount(Router router) {
        answers.get(router, Picture.CARDS + ":file", this::get);
    }

    private Future<Reply> get(RoutingContext ctx) {
        var name = ctx.pathParam("file");
        var file = FILE.matcher(name);
        if (!file.matches()) throw nothing(name);
        return made.get(name, first -> make(name, file.group(1)))
                .onFailure(lost -> made.invalidate(name))
                .map(found -> found.reply(ctx.request()));
    }

    /** What is kept of a picture, or being made, is made again; of an empty one: of all. */
    void forget(String media) {
        made.asMap().keySet().removeIf(name -> media.isEmpty() || media.equals(media(name)));
    }

    private static String media(String name) {
        var file = FILE.matcher(name);
        return file.matches() ? file.group(1) : "";
    }

    private static Problem nothing(String name) {
        return Problem.notFound("page.unknown", Picture.CARDS + name);
    }

    private static final String SOURCE = "SELECT " + PictureRow.COLUMNS + """
            , (SELECT r.bytes FROM media_rendition r
                WHERE r.media_id = m.id AND r.width >= $2
                ORDER BY r.width
                LIMIT 1) AS bytes
              FROM media m
             WHERE m.id = $1""";

    private Future<Representation> make(String name, String id) {
        return db.query(SOURCE, Tuple.of(id, Picture.CARD_WIDTH)).compose(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) throw nothing(name);
            return make(name, row.next());
        });
    }

    private Future<Representation> make(String name, Row row) {
        var picture = PictureRow.read(row);
        var bytes = row.getBuffer("bytes");
        if (picture == null || bytes == null || !picture.card().url().equals(Picture.CARDS + name)) throw nothing(name);
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            throw Problem.unavailable("media.busy");
        }
        return scissors.executeBlocking(() -> cut(bytes.getBytes(), picture.focus()), false)
                .onComplete(done -> waiting.decrementAndGet())
                .map(jpeg -> Representation.of("image/jpeg", jpeg, HEADERS));
    }

    /** As large as it fits, and of what is over the part that the focus is in, as {@code object-position} cuts it in pages. */
    static byte[] cut(byte[] source, Picture.Focus focus) throws IOException {
        var picture = DecodedPicture.of(PictureFile.read(source));
        var whole = picture.print(picture.width());
        double scale = Math.max(
                (double) Picture.CARD_WIDTH / whole.getWidth(), (double) Picture.CARD_HEIGHT / whole.getHeight());
        int width = Math.max(Picture.CARD_WIDTH, (int) Math.round(whole.getWidth() * scale));
        int height = Math.max(Picture.CARD_HEIGHT, (int) Math.round(whole.getHeight() * scale));
        var print = DecodedPicture.scaled(whole, width, height);
        var card = new BufferedImage(Picture.CARD_WIDTH, Picture.CARD_HEIGHT, BufferedImage.TYPE_INT_RGB);
        var paint = card.createGraphics();
        int x = Math.round((width - Picture.CARD_WIDTH) * focus.x() / 100f);
        int y = Math.round((height - Picture.CARD_HEIGHT) * focus.y() / 100f);
        paint.drawImage(print, -x, -y, Color.WHITE, null);
        paint.dispose();
        return PictureEncoder.jpeg(card);
    }
}
