package vn.tinmoi.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;

/**
 * Who stands behind a bearer token: the one of the settings, or a row of {@code api_token}. Only SHA-256 digests are kept
 * and compared. An answer is remembered for two seconds, so that a revoked token ends within them and a busy program does
 * not ask PostgreSQL at each call. Any thread.
 */
public final class Tokens {
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 1_000; // a scanner's guesses must not grow it
    private static final Actor SETTINGS = new Actor("token:settings", true, true);

    private final Database db;
    private final byte @Nullable [] bootstrap;
    private final InstantSource clock;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    private record Known(Optional<Actor> actor, Instant until) {}

    /** {@code bootstrap}: the token of the settings; null: none. */
    public Tokens(Database db, @Nullable String bootstrap, InstantSource clock) {
        this.db = db;
        this.bootstrap = bootstrap == null ? null : Sha256.of(bootstrap);
        this.clock = clock;
    }

    /** Who sends this {@code Authorization} header; fails with a {@link Problem} UNAUTHENTICATED for anyone unknown. */
    public Future<Actor> actor(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(new Problem(Problem.Kind.UNAUTHENTICATED, "token.missing", null));
        }
        var digest = Sha256.of(authorization.substring(7).strip());
        if (bootstrap != null && MessageDigest.isEqual(bootstrap, digest)) return Future.succeededFuture(SETTINGS);
        return find(digest)
                .map(found ->
                        found.orElseThrow(() -> new Problem(Problem.Kind.UNAUTHENTICATED, "token.unknown", null)));
    }

    /** Whether an {@code Authorization} header is that of a program that may write. Fails when PostgreSQL does. */
    public Future<Boolean> knows(@Nullable String authorization) {
        if (authorization == null) return Future.succeededFuture(false);
        return actor(authorization)
                .map(true)
                .recover(failure -> failure instanceof Problem problem && problem.kind() == Problem.Kind.UNAUTHENTICATED
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    private Future<Optional<Actor>> find(byte[] digest) {
        var name = HexFormat.of().formatHex(digest);
        var remembered = remembered(name);
        if (remembered != null) return Future.succeededFuture(remembered);
        return select(digest)
                .onSuccess(found ->
                        known.put(name, new Known(found, clock.instant().plus(REMEMBERED))));
    }

    @SuppressWarnings("NullableOptional") // null: nothing is remembered; empty: it was looked up and is nobody's
    private @Nullable Optional<Actor> remembered(String name) {
        var known = this.known.getIfPresent(name);
        return known == null || clock.instant().isAfter(known.until()) ? null : known.actor();
    }

    private static final String SELECT = """
            SELECT name, may_publish, may_manage
              FROM api_token
             WHERE digest = $1 AND revoked_at IS NULL""";

    private Future<Optional<Actor>> select(byte[] digest) {
        return db.query(SELECT, Tuple.of(Buffer.buffer(digest))).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) return Optional.empty();
            var token = row.next();
            return Optional.of(new Actor(
                    "token:" + token.getString("name"),
                    token.getBoolean("may_publish"),
                    token.getBoolean("may_manage")));
        });
    }

    private static final String INSERT = """
            INSERT INTO api_token (name, digest, may_publish, may_manage)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (name) DO NOTHING
            RETURNING id""";

    /** A new token of that name, 43 characters, to be shown once; empty when the name is taken. */
    public Future<Optional<String>> issue(String name, boolean mayPublish, boolean mayManage) {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return db.query(INSERT, Tuple.of(name, Buffer.buffer(Sha256.of(token)), mayPublish, mayManage))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(token));
    }
}
