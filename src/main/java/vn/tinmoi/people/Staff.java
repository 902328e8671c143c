package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Sha256;
import vn.tinmoi.text.VnText;

/**
 * Who works here: invited by a link that lets one person in once, and given a role. What an administrator changes holds with
 * the next page that someone opens, on every node. Any thread; fails with a {@link Problem}.
 */
public final class Staff {
    public static final Duration VALID = Duration.ofDays(3); // an invitation

    private static final int SECRET = 32; // bytes
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Database db;
    private final People people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Staff(Database db, Passwords passwords, Sessions sessions, InstantSource clock) {
        this.db = db;
        this.people = new People(db);
        this.passwords = passwords;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** {@code seenAt}: when they last came in; null: never. */
    public record Member(
            Person person, boolean disabled, @Nullable Instant seenAt) {}

    /** One that nobody has come in by yet. */
    public record Invitation(String name, Person.Role role, Set<String> categories, Instant expiresAt) {}

    public Future<List<Member>> all() {
        return people.all()
                .map(all -> all.stream()
                        .map(one -> new Member(one.person(), one.disabled(), one.seenAt()))
                        .toList());
    }

    private static final String INVITE = """
            WITH invited AS (
                INSERT INTO invitation (digest, name, role, categories, actor, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                RETURNING name, role)
            INSERT INTO audit (actor, action, detail)
            SELECT $5, 'person.invite', jsonb_build_object('name', name, 'role', role) FROM invited""";

    /** The secret of a link, 43 characters, to be shown once. {@code name}: 1 to 120 characters, as a page shows them. */
    public Future<String> invite(String name, Person.Role role, Set<String> categories, Actor by) {
        var said = VnText.cleanLine(name);
        var wrong = Person.wrongName(said);
        if (wrong.isPresent()) return Future.failedFuture(wrong.get());
        var bytes = new byte[SECRET];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var arguments = Tuple.tuple()
                .addBuffer(digest(secret))
                .addString(said)
                .addString(role.wire())
                .addArrayOfString(categories.toArray(String[]::new))
                .addString(by.name())
                .addOffsetDateTime(clock.instant().plus(VALID).atOffset(ZoneOffset.UTC));
        return db.write(INVITE, arguments).map(secret);
    }

    private static Buffer digest(String secret) {
        return Buffer.buffer(Sha256.of(secret));
    }

    private static final String OPEN = """
            SELECT name, role, categories, expires_at
              FROM invitation
             WHERE used_at IS NULL AND expires_at > $1
             ORDER BY expires_at DESC""";

    /** Those that someone may still come in by. */
    public Future<List<Invitation>> invitations() {
        return db.query(OPEN, Tuple.of(now()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Staff::invitation)
                        .toList());
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                row.getString("name"),
                Person.Role.ofWire(row.getString("role")),
                Set.of(row.getArrayOfStrings("categories")),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static final String FIND = """
            SELECT name, role, categories, expires_at
              FROM invitation
             WHERE digest = $1 AND used_at IS NULL AND expires_at > $2""";

    /** Empty: it is none, has been used, or is too old. */
    public Future<Optional<Invitation>> invitation(String secret) {
        if (!FORM.matcher(secret).matches()) return Future.succeededFuture(Optional.empty());
        return db.query(FIND, Tuple.of(digest(secret), now()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(Staff::invitation));
    }

    private static final String ACCEPT = """
            WITH free AS (
                SELECT NOT EXISTS (SELECT FROM person WHERE login = $3) AS free),
            used AS (
                UPDATE invitation SET used_at = $2
                  FROM free
                 WHERE free.free AND digest = $1 AND used_at IS NULL AND expires_at > $2
                RETURNING name, role, categories),
            added AS (
                INSERT INTO person (login, name, role, categories, password, must_change)
                SELECT $3, name, role, categories, $4, false FROM used
                RETURNING id, login, role),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT 'person:' || login, 'person.join', jsonb_build_object('role', role) FROM added
                RETURNING id)
            SELECT free.free, (SELECT id FROM added) AS id, (SELECT count(*) FROM audited) AS noted FROM free""";

    /** Comes in by the invitation, under that name; gives the id of their first session. INVALID names the field. */
    public Future<String> accept(String secret, String login, String password, String again, Sessions.Device device) {
        var name = VnText.fold(login.strip());
        if (!Person.isLogin(name)) return Future.failedFuture(Problem.invalid("login", "login.form"));
        return invitation(secret)
                .map(found -> found.orElseThrow(() -> Problem.notFound("invitation.over")))
                .compose(found -> {
                    PasswordRules.require(name, password, again);
                    return passwords.hash(password);
                })
                .compose(hash -> db.write(ACCEPT, Tuple.of(digest(secret), now(), name, hash)))
                .compose(rows -> {
                    var row = rows.iterator().next();
                    if (!row.getBoolean("free")) throw Problem.invalid("login", "login.taken", name);
                    if (row.getLong("id") == null) throw Problem.notFound("invitation.over");
                    return people.byId(row.getLong("id"));
                })
                .compose(known -> sessions.begin(known.orElseThrow().person(), device, true));
    }

    /** CONFLICT {@code people.last-admin} where nobody could manage the site any more. */
    public Future<Void> set(long id, Person.Role role, Set<String> categories, boolean disabled, Actor by) {
        return people.set(id, role, categories, disabled, by).compose(sessions::forgetNow);
    }
}
