package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;

/** The rows of those who sign in. Any thread; fails as {@link Database#query} does. */
final class People {
    private final Database db;

    People(Database db) {
        this.db = db;
    }

    /** Someone with what is stored of their password; {@code disabled}: they may not sign in. */
    record Known(
            Person person,
            String password,
            boolean disabled,
            @Nullable Instant seenAt) {}

    /** The columns that {@link #person} reads, of {@code person p}; categories as they are called now. */
    static final String PERSON = """
            p.id, p.login, p.name, p.role, p.must_change,
            CASE WHEN p.totp IS NOT NULL THEN 'on'
                 WHEN EXISTS (SELECT FROM second_factor_role d WHERE d.role = p.role) THEN 'demanded'
                 ELSE 'none' END AS factor,
            ARRAY(SELECT DISTINCT coalesce(f.into_slug, one.slug)
                    FROM unnest(p.categories) one (slug)
                    LEFT JOIN category_former f ON f.slug = one.slug) AS categories""";

    private static final String COLUMNS =
            "SELECT p.password, p.disabled_at IS NOT NULL AS disabled, p.seen_at, " + PERSON + " FROM person p";

    private static final String BY_LOGIN = COLUMNS + " WHERE p.login = $1";

    /** By the name they sign in with. */
    Future<Optional<Known>> byLogin(String login) {
        return db.query(BY_LOGIN, Tuple.of(login)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(known(row.next())) : Optional.empty();
        });
    }

    private static final String BY_ID = COLUMNS + " WHERE p.id = $1";

    Future<Optional<Known>> byId(long id) {
        return db.query(BY_ID, Tuple.of(id)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(known(row.next())) : Optional.empty();
        });
    }

    private static Known known(Row row) {
        var seen = row.getOffsetDateTime("seen_at");
        return new Known(
                person(row),
                row.getString("password"),
                row.getBoolean("disabled"),
                seen == null ? null : seen.toInstant());
    }

    static Person person(Row row) {
        return new Person(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                Person.Role.ofWire(row.getString("role")),
                Set.of(row.getArrayOfStrings("categories")),
                row.getBoolean("must_change"),
                Person.Factor.valueOf(row.getString("factor").toUpperCase(Locale.ROOT)));
    }

    private static final String ALL = COLUMNS + " ORDER BY p.disabled_at IS NOT NULL, p.name, p.id";

    /** Everyone, those who may not come in last. */
    Future<List<Known>> all() {
        return db.query(ALL, Tuple.tuple())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(People::known)
                        .toList());
    }

    // of the last administrator there is one who may come in
    private static final String SET = """
            WITH others AS (
                SELECT count(*) AS admins FROM person WHERE role = 'admin' AND disabled_at IS NULL AND id <> $1),
            changed AS (
                UPDATE person SET role = $2, categories = $3, disabled_at = CASE WHEN $4 THEN coalesce(disabled_at, now()) END,
                       changed_at = now()
                  FROM others
                 WHERE id = $1 AND (others.admins > 0 OR ($2 = 'admin' AND NOT $4))
                RETURNING id, login),
            ended AS (
                DELETE FROM session s USING changed WHERE s.person_id = changed.id AND $4
                RETURNING s.digest),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $5, 'person.set', jsonb_build_object('login', login, 'role', $2::text, 'disabled', $4::boolean,
                       'categories', to_jsonb($3::text[]))
                  FROM changed
                RETURNING id)
            SELECT s.digest, (SELECT count(*) FROM ended) + (SELECT count(*) FROM audited) AS done
              FROM changed LEFT JOIN session s ON s.person_id = changed.id""";

    /** What they are here for from now on, and whether they may come in; the digests of the sessions that must hear of it. */
    Future<List<byte[]>> set(long id, Person.Role role, Set<String> categories, boolean disabled, Actor by) {
        var arguments = Tuple.tuple()
                .addLong(id)
                .addString(role.wire())
                .addArrayOfString(categories.toArray(String[]::new))
                .addBoolean(disabled)
                .addString(by.name());
        return db.write(SET, arguments).map(rows -> {
            if (rows.size() == 0) throw Problem.conflict("people.last-admin");
            return StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getBuffer("digest"))
                    .filter(Objects::nonNull)
                    .map(Buffer::getBytes)
                    .toList();
        });
    }

    // every session of theirs ends with the password that it began with
    private static final String PASSWORD = """
            WITH changed AS (
                UPDATE person SET password = $2, must_change = $3, changed_at = now() WHERE id = $1
                RETURNING id, login),
            ended AS (
                DELETE FROM session s USING changed WHERE s.person_id = changed.id
                RETURNING s.digest),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $4, $5, jsonb_build_object('login', login, 'ended', (SELECT count(*) FROM ended)) FROM changed
                RETURNING id)
            SELECT digest FROM ended""";

    /** The password they chose; ends every session they have, and gives their digests. */
    Future<List<byte[]>> choose(Person person, String hash) {
        return password(Tuple.of(person.id(), hash, false, person.actor().name(), "password.change"));
    }

    /** One that only lets them choose their own; the same of their sessions. */
    Future<List<byte[]>> renew(Person person, String hash, Actor by) {
        return password(Tuple.of(person.id(), hash, true, by.name(), "password.renew"));
    }

    private Future<List<byte[]>> password(Tuple arguments) {
        return db.write(PASSWORD, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getBuffer("digest").getBytes())
                        .toList());
    }

    private static final String ADD = """
            WITH added AS (
                INSERT INTO person (login, name, role, categories, password, must_change, disabled_at)
                VALUES ($1, $2, $3, $4, $5, true, CASE WHEN $6 THEN now() END)
                ON CONFLICT (login) DO NOTHING
                RETURNING login, role)
            INSERT INTO audit (actor, action, detail)
            SELECT $7, 'person.add', jsonb_build_object('login', login, 'role', role) FROM added
            RETURNING id""";

    /** False: somebody has that login. */
    Future<Boolean> add(
            String login,
            String name,
            Person.Role role,
            Set<String> categories,
            String hash,
            boolean disabled,
            Actor by) {
        var arguments = Tuple.of(login, name, role.wire())
                .addArrayOfString(categories.toArray(String[]::new))
                .addString(hash)
                .addBoolean(disabled)
                .addString(by.name());
        return db.write(ADD, arguments).map(rows -> rows.size() > 0);
    }

    private static final String AUDIT =
            "INSERT INTO audit (actor, action, detail) VALUES ($1, $2, jsonb_build_object('network', $3::text))";

    /** {@code network}: of whoever tried, never the whole address. */
    Future<Void> audit(String login, String action, String network) {
        return db.write(AUDIT, Tuple.of("person:" + login, action, network)).mapEmpty();
    }

    private static final String NOBODY = "SELECT NOT EXISTS (SELECT FROM person) AS nobody";

    Future<Boolean> nobody() {
        return db.query(NOBODY, Tuple.tuple())
                .map(rows -> rows.iterator().next().getBoolean("nobody"));
    }
}
