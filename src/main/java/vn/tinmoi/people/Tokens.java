package vn.tinmoi.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;
import vn.tinmoi.text.VnText;

/**
 * Who stands behind a bearer token: the one of the settings, or a row of {@code api_token}. Only SHA-256 digests are kept
 * and compared. An answer is remembered for two seconds, so that a revoked token ends within them and a busy program does
 * not ask PostgreSQL at each call. Any thread.
 */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 1_000; // a scanner's guesses must not grow it
    private static final Duration NOTED = Duration.ofMinutes(1); // how exactly the last use is known
    private static final int LONGEST_NAME = 60; // characters
    private static final String PREFIX = "token:";
    private static final Actor SETTINGS = new Actor(PREFIX + "settings", true, true);

    private final Database db;
    private final byte @Nullable [] bootstrap;
    private final Metrics metrics;
    private final InstantSource clock;
    private final AtomicLong settingsNoted = new AtomicLong(); // s; 0: not yet
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    private record Known(Optional<Actor> actor, Instant until) {}

    /** {@code bootstrap}: the token of the settings; null: none. */
    public Tokens(Database db, @Nullable String bootstrap, Metrics metrics, InstantSource clock) {
        this.db = db;
        this.metrics = metrics;
        this.bootstrap = bootstrap == null ? null : Sha256.of(bootstrap);
        this.clock = clock;
    }

    /** Who sends this {@code Authorization} header; fails with a {@link Problem} UNAUTHENTICATED for anyone unknown. */
    public Future<Actor> actor(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(new Problem(Problem.Kind.UNAUTHENTICATED, "token.missing", null));
        }
        var digest = Sha256.of(authorization.substring(7).strip());
        var found = bootstrap != null && MessageDigest.isEqual(bootstrap, digest)
                ? Future.succeededFuture(Optional.of(ofSettings()))
                : find(digest);
        return found.map(who -> who.orElseThrow(() -> refused("unknown")))
                .onSuccess(actor -> metrics.people().tokenUse(actor.name().substring(PREFIX.length())));
    }

    private Problem refused(String reason) {
        metrics.people().tokenRefused(reason);
        return new Problem(Problem.Kind.UNAUTHENTICATED, "token." + reason, null);
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

    private static final String SETTINGS_USED = """
            INSERT INTO settings_token_use (used_at) VALUES ($1)
            ON CONFLICT (one) DO UPDATE SET used_at = greatest(settings_token_use.used_at, excluded.used_at)""";

    /** Its use is noted once a minute, while no answer waits for that. */
    private Actor ofSettings() {
        var now = clock.instant();
        long last = settingsNoted.get();
        boolean due = now.getEpochSecond() > last + NOTED.toSeconds();
        if (due && settingsNoted.compareAndSet(last, now.getEpochSecond())) {
            db.write(SETTINGS_USED, Tuple.of(now.atOffset(ZoneOffset.UTC))).onFailure(lost -> {
                settingsNoted.compareAndSet(now.getEpochSecond(), last);
                LOG.warn("last use of the settings' token not noted, the next use tries again: {}", lost.toString());
            });
        }
        return SETTINGS;
    }

    /** The token of the settings. {@code usedAt}: to the minute, null: never. */
    public record OfSettings(@Nullable Instant usedAt) {}

    private static final String SETTINGS_USE = "SELECT max(used_at) AS used_at FROM settings_token_use";

    /** Empty: the settings have none. */
    public Future<Optional<OfSettings>> settings() {
        if (bootstrap == null) return Future.succeededFuture(Optional.empty());
        return db.query(SETTINGS_USE, Tuple.tuple())
                .map(rows -> Optional.of(new OfSettings(instant(rows.iterator().next(), "used_at"))));
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
            SELECT id, name, may_publish, may_manage, rights, expires_at, used_at
              FROM api_token
             WHERE digest = $1 AND revoked_at IS NULL""";

    private Future<Optional<Actor>> select(byte[] digest) {
        return db.query(SELECT, Tuple.of(Buffer.buffer(digest))).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) return Optional.empty();
            var token = row.next();
            var expires = instant(token, "expires_at");
            if (expires != null && !clock.instant().isBefore(expires)) {
                throw refused("expired");
            }
            noteUse(token);
            return Optional.of(new Actor(PREFIX + token.getString("name"), rights(token), Set.of()));
        });
    }

    private static Set<Right> rights(Row token) {
        var wires = token.getArrayOfStrings("rights");
        if (wires == null) return Actor.rights(token.getBoolean("may_publish"), token.getBoolean("may_manage"));
        return Arrays.stream(wires)
                .flatMap(wire -> Right.ofWire(wire).stream()) // a later version may know more of them
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    }

    private static @Nullable Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private static final String USED = """
            UPDATE api_token SET used_at = $2
             WHERE id = $1 AND (used_at IS NULL OR used_at < $2)""";

    private void noteUse(Row token) {
        var now = clock.instant();
        var used = instant(token, "used_at");
        if (used != null && now.isBefore(used.plus(NOTED))) return;
        db.write(USED, Tuple.of(token.getLong("id"), now.atOffset(ZoneOffset.UTC)))
                .onFailure(lost ->
                        LOG.warn("last use of a token not noted, the next use tries again: {}", lost.toString()));
    }

    private static final String INSERT = """
            WITH added AS (
                INSERT INTO api_token (name, digest, may_publish, may_manage, rights, expires_at, actor)
                VALUES ($1, $2, 'publish' = ANY ($3::text[]), 'manage' = ANY ($3::text[]), $3::text[], $4, $5)
                ON CONFLICT (name) DO NOTHING
                RETURNING name, rights, expires_at)
            INSERT INTO audit (actor, action, detail)
            SELECT $5, 'token.issue', jsonb_build_object('name', name, 'rights', to_jsonb(rights), 'expires', expires_at)
              FROM added
            RETURNING id""";

    /**
     * A new token of that name, 43 characters, to be shown once. INVALID names {@code name} where it is missing, too long or
     * taken, by an ended one too; {@code rights} where there are none. {@code expiresAt} null: never.
     */
    public Future<String> issue(String name, Set<Right> rights, @Nullable Instant expiresAt, Actor by) {
        var said = VnText.cleanLine(name);
        if (said.isEmpty()) return Future.failedFuture(Problem.invalid("name", "field.missing"));
        int length = VnText.length(said);
        if (length > LONGEST_NAME)
            return Future.failedFuture(Problem.invalid("name", "field.too-long", length, LONGEST_NAME));
        if (rights.isEmpty()) return Future.failedFuture(Problem.invalid("rights", "token.no-rights"));
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var arguments = Tuple.tuple()
                .addString(said)
                .addBuffer(Buffer.buffer(Sha256.of(token)))
                .addArrayOfString(rights.stream().map(Right::wire).toArray(String[]::new))
                .addOffsetDateTime(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                .addString(by.name());
        return db.write(INSERT, arguments).map(rows -> {
            if (rows.rowCount() == 0) throw Problem.invalid("name", "token.taken", said);
            return token;
        });
    }

    /** {@code by}: who made it, empty: the first start; {@code usedAt}: to the minute, null: never. */
    public record Token(
            long id,
            String name,
            Set<Right> rights,
            String by,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt) {}

    private static final String ALL = """
            SELECT id, name, may_publish, may_manage, rights, actor, created_at, expires_at, used_at
              FROM api_token
             WHERE revoked_at IS NULL
             ORDER BY name""";

    /** Those that have not been ended. */
    public Future<List<Token>> all() {
        return db.query(ALL, Tuple.tuple())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Token(
                                row.getLong("id"),
                                row.getString("name"),
                                rights(row),
                                row.getString("actor"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                instant(row, "expires_at"),
                                instant(row, "used_at")))
                        .toList());
    }

    private static final String END = """
            WITH ended AS (
                UPDATE api_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL
                RETURNING name)
            INSERT INTO audit (actor, action, detail)
            SELECT $2, 'token.end', jsonb_build_object('name', name) FROM ended""";

    /** Ends it, on every node within two seconds. One that has ended stays so. */
    public Future<Void> end(long id, Actor by) {
        return db.write(END, Tuple.of(id, by.name())).mapEmpty();
    }
}
