package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.article.Fields;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;

/**
 * Keeps what people upload in PostgreSQL, which every node reads and a back-up holds. A picture's id is a digest of its
 * bytes, its words and who sent it, so that a retry or a double click finds the first, and an address says the same for
 * ever. A future that succeeds is committed. Any thread.
 */
public final class MediaStore {
    private static final Logger LOG = LoggerFactory.getLogger(MediaStore.class);
    private static final int IN_HAND = 6; // uploads that are read, wait or are made: each holds up to 20 MiB

    private final Vertx vertx;
    private final Database db;
    private final RenditionMaker darkroom;
    private final AtomicInteger inHand = new AtomicInteger();

    public MediaStore(Vertx vertx, Database db) {
        this.vertx = vertx;
        this.db = db;
        this.darkroom = new RenditionMaker(vertx);
    }

    /**
     * Takes in what {@code receiving} gives; where too many are in hand already, nothing is received: a {@link Problem}
     * UNAVAILABLE.
     */
    Future<Picture> take(Actor actor, Supplier<Future<UploadForm.Upload>> receiving) {
        return inHand(() -> receiving.get().compose(upload -> keep(upload, actor)));
    }

    /** Does the work while it is one of those in hand, or fails as {@link #take} does. */
    <T> Future<T> inHand(Supplier<Future<T>> work) {
        if (inHand.incrementAndGet() > IN_HAND) {
            inHand.decrementAndGet();
            return Future.failedFuture(Problem.unavailable("media.busy"));
        }
        return begun(work).onComplete(done -> inHand.decrementAndGet());
    }

    /** As an upload is kept, for a file that was fetched: its words cut to what can be stored. */
    public Future<Picture> keep(byte[] file, String alt, String caption, String credit, Actor actor) {
        var upload = new UploadForm.Upload(
                file,
                Fields.fitting(alt, Fields.ALT),
                Fields.fitting(caption, Fields.CAPTION),
                Fields.fitting(credit, Fields.CREDIT));
        return keep(upload, actor);
    }

    private static <T> Future<T> begun(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Picture> keep(UploadForm.Upload upload, Actor actor) {
        return vertx.executeBlocking(() -> id(upload, actor), false)
                .compose(id -> find(id).compose(
                                found -> found.isPresent() ? wanted(found.get(), actor) : develop(id, upload, actor)));
    }

    private Future<Picture> develop(String id, UploadForm.Upload upload, Actor actor) {
        return darkroom.develop(upload.file())
                .compose(made -> vertx.executeBlocking(() -> MovingGif.of(upload.file()), false)
                        .compose(motion -> keep(id, upload, actor, made, motion.orElse(null))));
    }

    private static final String FIND = "SELECT " + PictureRow.COLUMNS + """

              FROM media m
             WHERE m.id = $1""";

    /** What {@link #take} made before and gave that id; NOT_FOUND: it is gone. */
    Future<Picture> again(String id, Actor actor) {
        return find(id).compose(found -> wanted(found.orElseThrow(() -> Problem.notFound("image.unknown", id)), actor));
    }

    private Future<Optional<Picture>> find(String id) {
        return db.query(FIND, Tuple.of(id)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.ofNullable(PictureRow.read(row.next())) : Optional.empty();
        });
    }

    /** One that was on its way out is wanted again. */
    private Future<Picture> wanted(Picture picture, Actor actor) {
        return Removals.keep(db, picture.id(), actor.name()).map(picture);
    }

    /** A retry that comes while its first try is written waits for it, and writes nothing. */
    private static final String KEEP = """
            WITH kept AS (
                INSERT INTO media (id, url, width, height, alt, caption, credit, widths, uploaded_by, moves)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8::int[], $9, $12::bytea IS NOT NULL)
                ON CONFLICT (id) DO NOTHING
                RETURNING id),
            moving AS (
                INSERT INTO media_motion (media_id, bytes)
                SELECT id, $12::bytea FROM kept WHERE $12::bytea IS NOT NULL)
            INSERT INTO media_rendition (media_id, width, type, bytes)
            SELECT kept.id, made.width, $10, made.bytes
              FROM kept, unnest($8::int[], $11::bytea[]) made (width, bytes)""";

    private Future<Picture> keep(
            String id,
            UploadForm.Upload upload,
            Actor actor,
            List<RenditionMaker.Rendition> made,
            byte @Nullable [] motion) {
        var widest = made.getLast();
        var url = "/media/" + id + "-" + widest.width() + "." + widest.ending();
        var widths = made.stream().map(RenditionMaker.Rendition::width).toList();
        var picture = new Picture(
                id,
                url,
                widest.width(),
                widest.height(),
                upload.alt(),
                upload.caption(),
                upload.credit(),
                widths,
                Picture.Focus.CENTRE,
                motion != null);
        return write(picture, actor, made, motion).map(kept -> {
            LOG.info("picture kept actor={} picture={} renditions={}", actor.name(), id, made.size());
            return picture;
        });
    }

    private Future<RowSet<Row>> write(
            Picture picture, Actor actor, List<RenditionMaker.Rendition> made, byte @Nullable [] motion) {
        var arguments = Tuple.of(
                        picture.id(),
                        picture.url(),
                        picture.width(),
                        picture.height(),
                        picture.alt(),
                        picture.caption())
                .addValue(picture.credit())
                .addArrayOfInteger(picture.widths().toArray(Integer[]::new))
                .addValue(actor.name())
                .addValue(made.getLast().type())
                .addArrayOfBuffer(
                        made.stream().map(one -> Buffer.buffer(one.bytes())).toArray(Buffer[]::new))
                .addBuffer(motion == null ? null : Buffer.buffer(motion));
        return db.write(KEEP, arguments);
    }

    /** 128 bits in hex. Each part goes in with its length before it, so that none can flow into the next. */
    private static String id(UploadForm.Upload upload, Actor actor) {
        var sha = Sha256.digest();
        for (var word : List.of(actor.name(), upload.alt(), upload.caption(), upload.credit())) {
            add(sha, word.getBytes(StandardCharsets.UTF_8));
        }
        add(sha, upload.file());
        return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }

    private static void add(MessageDigest sha, byte[] part) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        sha.update(part);
    }
}
