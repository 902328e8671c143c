package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.text.Sha256;

/**
 * What someone shows besides a password: a code of their phone, each of which is good once, or one of ten recovery codes, each
 * of which is good once. Any thread; fails with a {@link Problem}, INVALID {@code code} for one that is wrong.
 */
public final class SecondFactors {
    private static final int RECOVERY_CODES = 10;
    private static final int HALF = 5; // letters of a recovery code on each side of its hyphen: 49 bits in all
    private static final Pattern SECRET = Pattern.compile("[A-Z2-7]{32}");
    private static final Pattern CODE = Pattern.compile("[0-9]{" + Totp.DIGITS + "}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");

    private final Database db;
    private final FactorSecrets secrets;
    private final Sessions sessions;
    private final SlowDown slow;
    private final Metrics metrics;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** {@code redis}: where all nodes count together who guesses. */
    public SecondFactors(
            Database db,
            RedisLink redis,
            FactorSecrets secrets,
            Sessions sessions,
            Metrics metrics,
            InstantSource clock) {
        this.db = db;
        this.secrets = secrets;
        this.sessions = sessions;
        this.slow = new SlowDown(redis, clock);
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A secret for a phone, 32 letters; it counts from {@link #turnOn}. */
    public String secret() {
        var bytes = new byte[Totp.SECRET];
        random.nextBytes(bytes);
        return Totp.base32(bytes);
    }

    /** What an app reads from the QR code. {@code site}: what the portal is called. */
    public static String address(String secret, String site, Person person) {
        var label = encoded(site) + ":" + encoded(person.login());
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + encoded(site);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether that is one, as a form brings it back. */
    public static boolean isSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    // one that is there already stays: two pages of one person would else leave the phone of one of them without
    // effect;
    // sessions that began without it end
    private static final String ON = """
            WITH changed AS (
                UPDATE person SET totp = $2, totp_step = $3, recovery = $4, changed_at = now()
                 WHERE id = $1 AND totp IS NULL
                RETURNING id, login),
            ended AS (
                DELETE FROM session s USING changed WHERE s.person_id = changed.id AND s.digest <> $5
                RETURNING s.digest),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT 'person:' || login, 'second-factor.on', jsonb_build_object('ended', (SELECT count(*) FROM ended))
                  FROM changed
                RETURNING id)
            SELECT id, ARRAY(SELECT digest FROM ended) AS ended FROM audited""";

    /**
     * The phone has the secret, as its code shows; gives the recovery codes, to be shown once. CONFLICT where another one is
     * on already.
     */
    public Future<List<String>> turnOn(Sessions.Session session, String secret, String code) {
        if (!isSecret(secret)) return Future.failedFuture(Problem.invalid("code", "code.wrong"));
        var bytes = Totp.bytes(secret);
        var step = Totp.stepOf(SEPARATORS.matcher(code).replaceAll(""), bytes, clock.instant());
        if (step.isEmpty()) return Future.failedFuture(Problem.invalid("code", "code.wrong"));
        return Future.succeededFuture(step.getAsLong()).compose(at -> turnOn(session, bytes, at));
    }

    private Future<List<String>> turnOn(Sessions.Session session, byte[] bytes, long step) {
        var codes = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        var own = Buffer.buffer(session.digest());
        long person = session.person().id();
        var arguments = Tuple.of(person, secrets.sealed(person, bytes), step, digests(codes), own);
        return db.write(ON, arguments)
                .compose(rows -> {
                    if (rows.size() == 0) throw Problem.conflict("second-factor.there");
                    var ended = rows.iterator().next().getArrayOfBuffers("ended");
                    return forget(Stream.concat(Stream.of(own), Arrays.stream(ended)));
                })
                .map(codes);
    }

    private String recoveryCode() {
        return OneTimeWords.letters(random, HALF) + "-" + OneTimeWords.letters(random, HALF);
    }

    private static Buffer[] digests(List<String> codes) {
        return codes.stream().map(SecondFactors::digest).toArray(Buffer[]::new);
    }

    /** However it is typed. */
    private static Buffer digest(String code) {
        return Buffer.buffer(Sha256.of(SEPARATORS.matcher(code).replaceAll("").toLowerCase(Locale.ROOT)));
    }

    private static final String OFF = """
            WITH changed AS (
                UPDATE person SET totp = NULL, totp_step = 0, recovery = '{}', changed_at = now()
                 WHERE id = $1 AND totp IS NOT NULL
                RETURNING id, login),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $2, 'second-factor.off', jsonb_build_object('login', login) FROM changed
                RETURNING id)
            SELECT s.digest, (SELECT count(*) FROM audited) AS noted
              FROM changed JOIN session s ON s.person_id = changed.id""";

    /** Whoever shows a code may go on without. */
    public Future<Void> turnOff(Person person, String code) {
        return show(person, code).compose(shown -> off(person.id(), person.actor()));
    }

    /** By an administrator, for who has lost phone and codes. */
    public Future<Void> takeAway(long person, Actor by) {
        return off(person, by);
    }

    private Future<Void> off(long person, Actor by) {
        return db.write(OFF, Tuple.of(person, by.name()))
                .compose(rows ->
                        forget(StreamSupport.stream(rows.spliterator(), false).map(row -> row.getBuffer("digest"))));
    }

    private Future<Void> forget(Stream<Buffer> digests) {
        return sessions.forgetNow(digests.map(Buffer::getBytes).toList());
    }

    private static final String USE_STEP =
            "UPDATE person SET totp_step = $2 WHERE id = $1 AND totp_step < $2 RETURNING id";
    private static final String USE_RECOVERY = """
            WITH used AS (
                UPDATE person SET recovery = array_remove(recovery, $2) WHERE id = $1 AND $2 = ANY (recovery)
                RETURNING login, cardinality(recovery) AS rest)
            INSERT INTO audit (actor, action, detail)
            SELECT 'person:' || login, 'second-factor.recovery', jsonb_build_object('left', rest) FROM used
            RETURNING id""";

    /** Succeeds for a code that is right and was not used before. */
    private Future<Void> show(Person person, String typed) {
        var account = "code " + person.login();
        return slow.require(account)
                .compose(free -> isRight(person, SEPARATORS.matcher(typed).replaceAll("")))
                .compose(right -> {
                    if (right) return slow.succeeded(account);
                    metrics.people().signIn("code_refused");
                    return slow.failed(account)
                            .compose(counted -> Future.failedFuture(Problem.invalid("code", "code.wrong")));
                });
    }

    private Future<Boolean> isRight(Person person, String code) {
        if (!CODE.matcher(code).matches()) {
            return db.write(USE_RECOVERY, Tuple.of(person.id(), digest(code))).map(rows -> rows.rowCount() > 0);
        }
        return secrets.of(person.id()).compose(secret -> {
            if (secret.isEmpty()) return Future.succeededFuture(false);
            var step = Totp.stepOf(code, secret.get(), clock.instant());
            if (step.isEmpty()) return Future.succeededFuture(false);
            return db.write(USE_STEP, Tuple.of(person.id(), step.getAsLong())).map(used -> used.size() > 0);
        });
    }

    /** The session of who has shown the password goes on as one that may do something; gives its new id. */
    public Future<String> prove(Sessions.Session session, String code, Sessions.Device device) {
        return show(session.person(), code)
                .compose(shown -> sessions.end(session))
                .compose(ended -> {
                    metrics.people().signIn("code");
                    return sessions.begin(session.person(), device, true);
                });
    }

    private static final String LEFT = "SELECT cardinality(recovery) AS rest FROM person WHERE id = $1";

    /** How many recovery codes are still good. */
    public Future<Integer> recoveryLeft(Person person) {
        return db.query(LEFT, Tuple.of(person.id()))
                .map(rows -> rows.iterator().next().getInteger("rest"));
    }

    private static final String DEMANDED = "SELECT role FROM second_factor_role";

    /** The roles that nobody works in without a second factor. */
    public Future<Set<Person.Role>> demanded() {
        return db.query(DEMANDED, Tuple.tuple()).map(rows -> {
            var roles = EnumSet.noneOf(Person.Role.class);
            rows.forEach(row -> roles.add(Person.Role.ofWire(row.getString("role"))));
            return roles;
        });
    }

    private static final String DEMAND = """
            WITH gone AS (
                DELETE FROM second_factor_role WHERE role <> ALL ($1::text[])),
            here AS (
                INSERT INTO second_factor_role (role) SELECT unnest($1::text[])
                ON CONFLICT DO NOTHING)
            INSERT INTO audit (actor, action, detail)
            VALUES ($2, 'second-factor.demand', jsonb_build_object('roles', to_jsonb($1::text[])))""";

    /** From the next page on that someone of these roles opens, or a minute later where Redis remembers them. */
    public Future<Void> demand(Set<Person.Role> roles, Actor by) {
        var wires = roles.stream().map(Person.Role::wire).toArray(String[]::new);
        return db.write(DEMAND, Tuple.tuple().addArrayOfString(wires).addString(by.name()))
                .mapEmpty();
    }
}
