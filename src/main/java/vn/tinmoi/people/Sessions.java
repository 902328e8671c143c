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
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.text.Sha256;
import vn.tinmoi.web.ClientAddress;

/**
 * Who is signed in. The cookie's id is kept nowhere, only its SHA-256; PostgreSQL holds the session, Redis remembers it, and is
 * believed for a minute, so that a page costs no statement; longer, until it would end by rest, only while PostgreSQL is away,
 * so that a form which cannot be saved comes back with what was typed. Without Redis each page asks PostgreSQL. A session ends after {@link #IDLE}
 * without a sign of it, and after {@link #LONGEST} whatever happens. Any thread; fails as {@link Database#query} does.
 */
public final class Sessions {
    public static final Duration IDLE = Duration.ofMinutes(30);
    public static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration HALFWAY = Duration.ofMinutes(10); // between the password and the second factor
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

    /**
     * A session in the hand of who has it.
     *
     * @param digest what it is known by here
     * @param proven whether they showed their second factor, or have none
     */
    public record Session(byte[] digest, Person person, boolean proven) {
        /** The token of its forms, which no other page can know. */
        public String formToken(String id) {
            return Sha256.hex(("form " + id).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .substring(0, 43);
        }
    }

    /** From where someone signs in: what their browser calls itself, and their network, never the whole address. */
    public record Device(String agent, String network) {
        private static final int LONGEST = 300; // characters

        public static Device of(@Nullable String agent, String address) {
            var said = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", "");
            return new Device(said.substring(0, Math.min(LONGEST, said.length())), ClientAddress.network(address));
        }
    }

    private static final String BEGIN = """
            INSERT INTO session (digest, person_id, created_at, seen_at, agent, network, proven)
            VALUES ($1, $2, $3, $3, $4, $5, $6)""";

    /** A new session; gives the id for the cookie, 43 characters. {@code proven}: as {@link Session} has it. */
    Future<String> begin(Person person, Device device, boolean proven) {
        var bytes = new byte[ID];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var digest = Buffer.buffer(Sha256.of(id));
        return db.write(BEGIN, Tuple.of(digest, person.id(), now, device.agent(), device.network(), proven))
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
                .compose(kept -> isFresh(kept)
                        ? Future.succeededFuture(kept.map(one -> session(digest, one)))
                        : read(digest)
                                .recover(failure -> kept.isPresent() && Problem.isAway(failure)
                                        ? Future.succeededFuture(kept.map(one -> session(digest, one)))
                                        : Future.failedFuture(failure)));
    }

    private boolean isFresh(Optional<JsonObject> kept) {
        return kept.isPresent()
                && kept.get().getLong("at", 0L)
                        > clock.instant().minus(REMEMBERED).toEpochMilli();
    }

    private static final String SEEN = """
            WITH seen AS (
                UPDATE session SET seen_at = $2
                 WHERE digest = $1 AND seen_at > $3 AND created_at > $4 AND (proven OR created_at > $5)
                RETURNING person_id, proven)
            SELECT seen.proven, %s
              FROM seen JOIN person p ON p.id = seen.person_id
             WHERE p.disabled_at IS NULL""".formatted(People.PERSON);

    private Future<Optional<Session>> read(byte[] digest) {
        var now = clock.instant();
        var arguments = Tuple.of(
                Buffer.buffer(digest), at(now), at(now.minus(IDLE)), at(now.minus(LONGEST)), at(now.minus(HALFWAY)));
        return db.write(SEEN, arguments).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) return Optional.<Session>empty();
            var found = row.next();
            var session = new Session(digest, People.person(found), found.getBoolean("proven"));
            remember(session);
            return Optional.of(session);
        });
    }

    private static java.time.OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private void remember(Session session) {
        var person = session.person();
        var json = new JsonObject()
                .put("at", clock.millis())
                .put("id", person.id())
                .put("login", person.login())
                .put("name", person.name())
                .put("role", person.role().name())
                .put("categories", new JsonArray(List.copyOf(person.categories())))
                .put("mustChange", person.mustChange())
                .put("factor", person.factor().name())
                .put("proven", session.proven());
        redis.send(Request.cmd(Command.SET)
                        .arg(key(session.digest()))
                        .arg(json.encode())
                        .arg("EX")
                        .arg(IDLE.toSeconds()))
                .onFailure(away -> {}); // each page asks PostgreSQL then
    }

    /** What the version before this one remembered tells of no second factor: there was none. */
    private static Session session(byte[] digest, JsonObject kept) {
        return new Session(digest, person(kept), kept.getBoolean("proven", true));
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
                kept.getBoolean("mustChange"),
                Person.Factor.valueOf(kept.getString("factor", "NONE")));
    }

    private static final String END = "DELETE FROM session WHERE digest = $1";

    /** Ends it, at once where Redis answers, within a minute where it does not. */
    public Future<Void> end(Session session) {
        return db.write(END, Tuple.of(Buffer.buffer(session.digest()))).compose(gone -> forgetNow(session.digest()));
    }

    /** One of a person's sessions. {@code name}: 16 hex digits, for a form. */
    public record Open(String name, Device device, Instant begunAt, Instant seenAt) {}

    private static final String OPEN = """
            SELECT left(encode(digest, 'hex'), 16) AS name, agent, network, created_at, seen_at
              FROM session
             WHERE person_id = $1 AND seen_at > $2 AND created_at > $3 AND proven
             ORDER BY seen_at DESC""";

    /** Where a person is signed in, the last used first. */
    public Future<List<Open>> of(Person person) {
        var now = clock.instant();
        return db.query(OPEN, Tuple.of(person.id(), at(now.minus(IDLE)), at(now.minus(LONGEST))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Open(
                                row.getString("name"),
                                new Device(row.getString("agent"), row.getString("network")),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getOffsetDateTime("seen_at").toInstant()))
                        .toList());
    }

    private static final String END_OF = """
            WITH ended AS (
                DELETE FROM session WHERE person_id = $1 AND ($2 = '' OR left(encode(digest, 'hex'), 16) = $2)
                RETURNING digest),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $3, 'session.end', jsonb_build_object('ended', (SELECT count(*) FROM ended))
                RETURNING id)
            SELECT digest, (SELECT count(*) FROM audited) AS noted FROM ended""";

    /** Ends the person's session of that name, or with an empty one all of them, on every node. */
    public Future<Void> end(Person person, String name) {
        return db.write(END_OF, Tuple.of(person.id(), name, person.actor().name()))
                .compose(rows -> forgetNow(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getBuffer("digest").getBytes())
                        .toList()));
    }

    /** The name of one's own session among {@link #of}. */
    public static String name(Session session) {
        return HexFormat.of().formatHex(session.digest(), 0, 8);
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

    Future<Void> forgetNow(List<byte[]> digests) {
        return Future.join(digests.stream().map(this::forgetNow).toList()).mapEmpty();
    }

    private static String key(byte[] digest) {
        return KEY + HexFormat.of().formatHex(digest);
    }
}
