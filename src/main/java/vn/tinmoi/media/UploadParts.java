package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import vn.tinmoi.store.Database;

/** The bytes of uploads that are not whole, in rows. Any thread. */
final class UploadParts {
    private static final int AT_ONCE = 16; // rows of about 256 KiB that are read together

    private final Database db;

    UploadParts(Database db) {
        this.db = db;
    }

    /** The row is locked by whoever comes first; the other finds that the offset has moved. */
    private static final String ADD = """
            WITH moved AS (
                UPDATE parted_upload
                   SET received = received + length($3::bytea), touched_at = clock_timestamp()
                 WHERE id = $1 AND received = $2 AND received + length($3::bytea) <= size
                RETURNING id)
            INSERT INTO upload_part (upload_id, at, bytes)
            SELECT id, $2, $3::bytea FROM moved""";

    /** Fails with {@link Misplaced} where the upload does not end at {@code at}, or would grow too long. */
    Future<Void> add(StoredUpload upload, int at, Buffer bytes) {
        return db.write(ADD, Tuple.of(upload.id(), at, bytes)).map(rows -> {
            if (rows.rowCount() == 0) throw new Misplaced();
            return null;
        });
    }

    private static final String READ = """
            SELECT at, bytes
              FROM upload_part
             WHERE upload_id = $1 AND at >= $2
             ORDER BY at
             LIMIT $3""";

    Future<byte[]> whole(StoredUpload upload) {
        return fill(upload, new byte[upload.size()], 0);
    }

    private Future<byte[]> fill(StoredUpload upload, byte[] file, int from) {
        if (from == file.length) return Future.succeededFuture(file);
        return db.query(READ, Tuple.of(upload.id(), from, AT_ONCE)).compose(rows -> {
            int end = from;
            for (var row : rows) {
                var bytes = row.getBuffer("bytes");
                if (row.getInteger("at") != end) break;
                bytes.getBytes(file, end);
                end += bytes.length();
            }
            if (end == from) throw new Misplaced(); // another finished it, and its parts are gone
            return fill(upload, file, end);
        });
    }

    /** Another part came first, or this one is longer than what is missing. */
    static final class Misplaced extends RuntimeException {
        private static final long serialVersionUID = 1;

        Misplaced() {
            super("a part at another place", null, false, false);
        }
    }
}
