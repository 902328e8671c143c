package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;

/**
 * Pictures that come in parts. Who begins one says how large it is, and by its SHA-256 which; who begins the same again goes on
 * where it stopped, on any node. A part says at which byte it begins; one that does not go on where the last ended is told where
 * that is. What was read of a part before its connection broke is kept. When the last byte is here the picture is made and answered
 * as that of a whole upload, with the same limits.
 *
 * <p>This is what the drafts of resumable uploads for HTTP and tus have in common, without their headers: the words of a picture
 * do not fit into one, and to begin again says all that their HEAD would.
 *
 * <p>A person has at most {@value #MOST} that are not whole, the one that was touched longest ago makes room; each is dropped a
 * day after its last part. Any thread, but for the request's.
 */
public final class PartedUploads {
    static final int MOST = 10;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}|");

    private final Database db;
    private final MediaStore store;
    private final UploadParts parts;
    private final SecureRandom random = new SecureRandom();

    public PartedUploads(Database db, MediaStore store) {
        this.db = db;
        this.store = store;
        this.parts = new UploadParts(db);
    }

    private static final String BEGIN = """
            WITH crowd AS (
                DELETE FROM parted_upload
                 WHERE id IN (SELECT id
                                FROM parted_upload
                               WHERE actor = $2 AND id <> $1 AND media_id IS NULL
                               ORDER BY touched_at DESC
                              OFFSET $8))
            INSERT INTO parted_upload (id, actor, size, digest, alt, caption, credit)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE SET touched_at = clock_timestamp()""";

    /**
     * Begins a file, or finds where it stopped.
     *
     * @param size bytes of the whole; TOO_LARGE where a whole upload would be
     * @param digest its SHA-256, 64 hexadecimal digits; empty: unknown, and nobody finds it again
     */
    public Future<PartedUpload> begin(
            long size, String digest, String alt, String caption, String credit, Actor actor) {
        if (size <= 0) throw Problem.invalid("file", "field.missing");
        if (size > UploadForm.FILE_BYTES) throw UploadForm.tooLarge();
        if (!DIGEST.matcher(digest).matches()) throw Problem.invalid("digest", "media.digest-form");
        var words = List.of(Fields.alt(alt), Fields.caption(caption), Fields.credit(credit));
        var id = id(size, digest, words, actor);
        var arguments = Tuple.of(id, actor.name(), (int) size, digest, words.get(0), words.get(1));
        return db.write(BEGIN, arguments.addValue(words.get(2)).addValue(MOST - 1))
                .compose(begun -> find(id, actor))
                .compose(upload -> shown(upload, actor));
    }

    /** Of the same file with the same words by the same person always the same, so that a retry finds the first. */
    private String id(long size, String digest, List<String> words, Actor actor) {
        if (digest.isEmpty()) {
            var bytes = new byte[16];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        var all = String.join("\n", actor.name(), Long.toString(size), digest, String.join("\n", words));
        return Sha256.hex(all).substring(0, 32);
    }

    private static final String FIND = """
            SELECT received, size, digest, alt, caption, credit, media_id
              FROM parted_upload
             WHERE id = $1 AND actor = $2""";

    private Future<StoredUpload> find(String id, Actor actor) {
        if (!ID.matcher(id).matches()) throw Problem.notFound("media.upload");
        return db.query(FIND, Tuple.of(id, actor.name())).map(rows -> {
            if (rows.size() == 0) throw Problem.notFound("media.upload");
            var row = rows.iterator().next();
            return new StoredUpload(
                    id,
                    row.getInteger("received"),
                    row.getInteger("size"),
                    row.getString("digest"),
                    row.getString("alt"),
                    row.getString("caption"),
                    row.getString("credit"),
                    row.getString("media_id"));
        });
    }

    private Future<PartedUpload> shown(StoredUpload upload, Actor actor) {
        if (upload.picture() == null) return Future.succeededFuture(upload.unfinished());
        return store.again(upload.picture(), actor).map(upload::finished);
    }

    /**
     * Takes the body of a request as what follows after {@code offset} bytes. Call it before the body arrives, on the request's
     * loop. NOT_FOUND: there is none of that id, or it is another's, or it was dropped; CONFLICT {@code media.offset} with the
     * right offset; where the whole is no picture that can be used the upload is gone, and fails as a whole one does.
     */
    public Future<PartedUpload> receive(HttpServerRequest request, String id, int offset, Actor actor) {
        var body = new PartedBody(request);
        return body.onLoop(find(id, actor))
                .compose(upload -> {
                    if (upload.picture() != null) return shown(upload, actor);
                    if (upload.received() != offset || length(request) > upload.size() - offset)
                        throw misplaced(upload);
                    return body.each(part -> parts.add(upload, part.at() + offset, part.bytes()))
                            .compose(all -> find(id, actor))
                            .compose(now -> now.isWhole() ? finish(now, actor) : shown(now, actor));
                })
                .recover(failure -> failure instanceof UploadParts.Misplaced
                        ? find(id, actor).compose(now -> Future.failedFuture(misplaced(now)))
                        : Future.failedFuture(failure))
                .onFailure(failure -> body.drain());
    }

    /** Bytes that the request says it brings; 0: it does not say. */
    private static long length(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static Problem misplaced(StoredUpload upload) {
        return Problem.conflict("media.offset", upload.received(), upload.size());
    }

    private static final String DONE = """
            WITH done AS (
                UPDATE parted_upload SET media_id = $2, touched_at = clock_timestamp() WHERE id = $1
                RETURNING id)
            DELETE FROM upload_part WHERE upload_id IN (SELECT id FROM done)""";

    /** Two that finish the same one make the same picture. */
    private Future<PartedUpload> finish(StoredUpload upload, Actor actor) {
        return store.take(actor, () -> parts.whole(upload).map(bytes -> file(upload, bytes)))
                .compose(picture ->
                        db.write(DONE, Tuple.of(upload.id(), picture.id())).map(upload.finished(picture)))
                .recover(failure -> failure instanceof Problem && !Problem.isAway(failure)
                        ? drop(upload.id()).compose(gone -> Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }

    private static UploadForm.Upload file(StoredUpload upload, byte[] bytes) {
        if (!upload.digest().isEmpty() && !upload.digest().equals(Sha256.hex(bytes)))
            throw Problem.invalid("file", "media.digest");
        return new UploadForm.Upload(bytes, upload.alt(), upload.caption(), upload.credit());
    }

    private static final String DROP = "DELETE FROM parted_upload WHERE id = $1";

    private Future<Void> drop(String id) {
        return db.write(DROP, Tuple.of(id)).mapEmpty();
    }

    private static final String FORGET =
            "DELETE FROM parted_upload WHERE touched_at < clock_timestamp() - make_interval(secs => $1)";

    /** Drops those that nobody went on with for a day. */
    public Future<Void> forget() {
        return db.write(FORGET, Tuple.of((double) KEPT.toSeconds())).mapEmpty();
    }
}
