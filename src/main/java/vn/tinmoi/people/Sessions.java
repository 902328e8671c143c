package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.text.Sha256;

/**
 * Who is signed in. The cookie's id is kept nowhere, only its SHA-256; PostgreSQL holds the session, Redis remembers it for a
 * minute, so that a page costs no statement. Without Redis each page asks PostgreSQL. A session ends after {@link #IDLE}
 * without a sign of it, and after {@link #LONGEST} whatever happens. Any thread; fails as {@link Database#query} does.
 */
public final class Sessions {
    public static final Duration IDLE = Duration.ofMinutes(30);
    public static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration REMEMBERED =
            Duration.ofMinutes(1); // and so the longest that an ended one is believed
    private static final int ID = 32; // bytes
    private static final String KEY = "tinmoi:session:";

    private final Database db;
    private final RedisLink redis;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Sessions(Database db, RedisLink redis, InstantSource clock) {
        this.db = db;
        this.redis = redis;
        this.clock = clock;
    }

    /** A session in the hand of who has it. {@code digest}: what it is known by here. */
    public record Session(byte[] digest, Person person) {
        /** The token of its forms, which no other page can know. */
        public String formToken(String id) {
            return Sha256.hex(("form " + id).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .substring(0, 43);
        }
    }

    private static final String BEGIN =
            "INSERT INTO session (digest, person_id, created_at, seen_at) VALUES ($1, $2, $3, $3)";

    /** A new session; gives the id for the cookie, 43 characters. */
    public Future<String> begin(Person person) {
        var bytes = new byte[ID];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return db.write(BEGIN, Tuple.of(Buffer.buffer(Sha256.of(id)), person.id(), now))
                .map(id);
    }

    /** Whose session that is; empty: nobody's any more. */
    public Future<Optional<Session>> find(String id) {
        if (!id.matches("[A-Za-z0-9_-]{43}")) return Future.succeededFuture(Optional.empty());
        var digest = Sha256.of(id);
        return redis.send(Request.cmd(Command.GET).arg(key(digest)))
                .map(found ->
                        found == null ? Optional.<JsonObject>empty() : Optional.of(new JsonObject(found.toString())))
                .otherwise(Optional.empty())
                .compose(kept -> kept.isPresent()
                        ? Future.succeededFuture(Optional.of(new Session(digest, person(kept.get()))))
                        : read(digest));
    }

    private static final String SEEN = """
            WITH seen AS (
                UPDATE session SET seen_at = $2
                 WHERE digest = $1 AND seen_at > $3 AND created_at > $4
                RETURNING person_id)
            SELECT %s
              FROM seen JOIN person p ON p.id = seen.person_id
             WHERE p.disabled_at IS NULL""".formatted(People.PERSON);

    private Future<Optional<Session>> read(byte[] digest) {
        var now = clock.instant();
        return db.write(SEEN, Tuple.of(Buffer.buffer(digest), at(now), at(now.minus(IDLE)), at(now.minus(LONGEST))))
                .map(rows -> {
                    var row = rows.iterator();
                    if (!row.hasNext()) return Optional.<Session>empty();
                    var person = People.person(row.next());
                    remember(digest, person);
                    return Optional.of(new Session(digest, person));
                });
    }

    private static java.time.OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private void remember(byte[] digest, Person person) {
        var json = new JsonObject()
                .put("id", person.id())
                .put("login", person.login())
                .put("name", person.name())
                .put("role", person.role().name())
                .put("categories", new JsonArray(List.copyOf(person.categories())))
                .put("mustChange", person.mustChange());
        redis.send(Request.cmd(Command.SET)
                        .arg(key(digest))
                        .arg(json.encode())
                        .arg("EX")
                        .arg(REMEMBERED.toSeconds()))
                .onFailure(away -> {}); // each page asks PostgreSQL then
    }

    private static Person person(JsonObject kept) {
        return new Person(
                kept.getLong("id"),
                kept.getString("login"),
                kept.getString("name"),
                Person.Role.ofWire(kept.getString("role")),
                kept.getJsonArray("categories", new JsonArray()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.toSet()),
                kept.getBoolean("mustChange"));
    }

    private static final String END = "DELETE FROM session WHERE digest = $1";

    /** Ends it, at once where Redis answers, within a minute where it does not. */
    public Future<Void> end(Session session) {
        return db.write(END, Tuple.of(Buffer.buffer(session.digest()))).compose(gone -> forgetNow(session.digest()));
    }

    private static final String FORGET = "DELETE FROM session WHERE seen_at <= $1 OR created_at <= $2";

    /** Takes away those that are over. */
    public Future<Void> forget() {
        var now = clock.instant();
        return db.write(FORGET, Tuple.of(at(now.minus(IDLE)), at(now.minus(LONGEST))))
                .mapEmpty();
    }

    /** What Redis remembers of a session that has ended is forgotten at once, or after a minute where Redis is away. */
    Future<Void> forgetNow(byte[] digest) {
        return redis.send(Request.cmd(Command.DEL).arg(key(digest)))
                .otherwiseEmpty()
                .mapEmpty();
    }

    private static String key(byte[] digest) {
        return KEY + HexFormat.of().formatHex(digest);
    }
}
