package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;

/**
 * Passwords that are shown once and only let their owner choose another: of people whom an operator puts in, and of those who
 * forgot theirs. Any thread; fails with a {@link Problem}.
 */
public final class OneTimePasswords {
    private static final int LONGEST_NAME = 120; // characters

    private final Database db;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SecureRandom random = new SecureRandom();

    public OneTimePasswords(Database db, Passwords passwords, Sessions sessions) {
        this.db = db;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    private static final String ADD = """
            WITH added AS (
                INSERT INTO person (login, name, role, categories, password, must_change)
                VALUES ($1, $2, $3, $4, $5, true)
                ON CONFLICT (login) DO NOTHING
                RETURNING login, role)
            INSERT INTO audit (actor, action, detail)
            SELECT $6, 'person.add', jsonb_build_object('login', login, 'role', role) FROM added
            RETURNING id""";

    /** Someone new, and the password that lets them in. INVALID names {@code login} or {@code name}. {@code categories} none: all. */
    public Future<String> add(String login, String name, Person.Role role, Set<String> categories, Actor by) {
        var said = VnText.cleanLine(name);
        int length = VnText.length(said);
        if (!Person.isLogin(login)) return Future.failedFuture(Problem.invalid("login", "login.form"));
        if (said.isEmpty()) return Future.failedFuture(Problem.invalid("name", "field.missing"));
        if (length > LONGEST_NAME) {
            return Future.failedFuture(Problem.invalid("name", "field.too-long", length, LONGEST_NAME));
        }
        var password = OneTimeWords.password(random);
        return passwords
                .hash(password)
                .compose(hash -> db.write(
                        ADD,
                        Tuple.of(login, said, role.wire())
                                .addArrayOfString(categories.toArray(String[]::new))
                                .addString(hash)
                                .addString(by.name())))
                .map(rows -> {
                    if (rows.size() == 0) throw Problem.invalid("login", "login.taken", login);
                    return password;
                });
    }

    private static final String RENEW = """
            WITH changed AS (
                UPDATE person SET password = $2, must_change = true, changed_at = now() WHERE id = $1
                RETURNING id, login),
            ended AS (
                DELETE FROM session s USING changed WHERE s.person_id = changed.id
                RETURNING s.digest),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $3, 'password.renew', jsonb_build_object('login', login, 'ended', (SELECT count(*) FROM ended))
                  FROM changed
                RETURNING id)
            SELECT ended.digest FROM audited LEFT JOIN ended ON true""";

    /** Another password for someone who is here; every session of theirs ends. */
    public Future<String> renew(Person person, Actor by) {
        var password = OneTimeWords.password(random);
        return passwords
                .hash(password)
                .compose(hash -> db.write(RENEW, Tuple.of(person.id(), hash, by.name())))
                .compose(this::forgotten)
                .map(password);
    }

    private Future<Void> forgotten(RowSet<Row> ended) {
        return Future.join(StreamSupport.stream(ended.spliterator(), false)
                        .map(row -> row.getBuffer("digest"))
                        .filter(Objects::nonNull)
                        .map(digest -> sessions.forgetNow(digest.getBytes()))
                        .toList())
                .mapEmpty();
    }
}
