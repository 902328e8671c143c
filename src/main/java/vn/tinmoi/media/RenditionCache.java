package vn.tinmoi.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Representation;

/**
 * Uploaded pictures as bytes, from PostgreSQL and then from memory. What is at an address never changes until it is deleted, so
 * each is asked for again only a day later, or after it had to leave: those asked for seldom and long ago do, when more than
 * a number of bytes are kept.
 * Each is read once however many ask. Any thread; a caller is answered wherever the reading ended.
 */
final class RenditionCache {
    /** About 300 of 100 KB: what a front page and a busy day's stories show. */
    static final long BYTES = 32L << 20;

    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "public, max-age=31536000, immutable");

    private final Database database;
    private final Cache<Key, Representation> kept;
    private final Map<Key, Future<Optional<Representation>>> read = new HashMap<>();

    RenditionCache(Database database, long bytes) {
        this.database = database;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .expireAfterWrite(Duration.ofDays(1))
                .<Key, Representation>weigher((key, one) -> one.size())
                .executor(Runnable::run)
                .build();
    }

    /** {@code type}: a media type. */
    record Key(String media, int width, String type) {}

    /** The rendition, if it is in memory. */
    @Nullable
    Representation kept(Key key) {
        return kept.getIfPresent(key);
    }

    /** The rendition; empty: there is none. Fails when PostgreSQL does. */
    Future<Optional<Representation>> get(Key key) {
        Future<Optional<Representation>> reading;
        synchronized (this) {
            var found = kept.getIfPresent(key);
            if (found != null) return Future.succeededFuture(Optional.of(found));
            reading = read.get(key);
            if (reading != null) return reading;
            reading = select(key);
            read.put(key, reading);
        }
        var own = reading;
        return own.onComplete(done -> landed(key, own, done.succeeded() ? done.result() : Optional.empty()));
    }

    private synchronized void landed(
            Key key, Future<Optional<Representation>> reading, Optional<Representation> found) {
        if (read.remove(key, reading)) found.ifPresent(one -> kept.put(key, one));
    }

    /** What is kept of a picture, or being read, is asked for again; of an empty one: of all. */
    synchronized void forget(String media) {
        read.keySet().removeIf(key -> media.isEmpty() || key.media.equals(media));
        kept.asMap().keySet().removeIf(key -> media.isEmpty() || key.media.equals(media));
    }

    private static final String SELECT = """
            SELECT bytes
              FROM media_rendition
             WHERE media_id = $1 AND width = $2 AND type = $3""";

    private static final String MOTION = """
            SELECT o.bytes
              FROM media_motion o
              JOIN media m ON m.id = o.media_id
             WHERE m.id = $1 AND m.width = $2""";

    private Future<Optional<Representation>> select(Key key) {
        boolean moves = key.type().equals(MovingGif.TYPE);
        var arguments = Tuple.of(key.media(), key.width());
        return database.query(moves ? MOTION : SELECT, moves ? arguments : arguments.addString(key.type()))
                .map(rows -> {
                    var row = rows.iterator();
                    if (!row.hasNext()) return Optional.empty();
                    var bytes = row.next().getBuffer("bytes").getBytes();
                    return Optional.of(Representation.of(key.type(), bytes, HEADERS));
                });
    }
}
