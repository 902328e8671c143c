package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import vn.tinmoi.store.Database;

/** The rows of those who sign in. Any thread; fails as {@link Database#query} does. */
final class People {
    private final Database db;

    People(Database db) {
        this.db = db;
    }

    /** Someone with what is stored of their password; {@code disabled}: they may not sign in. */
    record Known(Person person, String password, boolean disabled) {}

    private static final String COLUMNS =
            "SELECT id, login, name, role, password, must_change, disabled_at IS NOT NULL AS disabled FROM person";

    private static final String BY_LOGIN = COLUMNS + " WHERE login = $1";

    /** By the name they sign in with. */
    Future<Optional<Known>> byLogin(String login) {
        return db.query(BY_LOGIN, Tuple.of(login)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(known(row.next())) : Optional.empty();
        });
    }

    private static final String BY_ID = COLUMNS + " WHERE id = $1";

    Future<Optional<Known>> byId(long id) {
        return db.query(BY_ID, Tuple.of(id)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(known(row.next())) : Optional.empty();
        });
    }

    private static Known known(Row row) {
        return new Known(person(row), row.getString("password"), row.getBoolean("disabled"));
    }

    static Person person(Row row) {
        return new Person(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                Person.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getBoolean("must_change"));
    }

    private static final String ADD = """
            INSERT INTO person (login, name, role, password, must_change)
            VALUES ($1, $2, 'admin', $3, true)
            ON CONFLICT (login) DO NOTHING
            RETURNING id""";

    /** Whether there was nobody of that name before. */
    Future<Boolean> add(String login, String name, String password) {
        return db.write(ADD, Tuple.of(login, name, password)).map(rows -> rows.size() > 0);
    }

    // every other session of theirs ends with the password that it began with
    private static final String CHANGE = """
            WITH changed AS (
                UPDATE person SET password = $2, must_change = false, changed_at = now() WHERE id = $1
                RETURNING id, login),
            ended AS (
                DELETE FROM session s USING changed WHERE s.person_id = changed.id
                RETURNING s.digest),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT 'person:' || login, 'password.change', jsonb_build_object('ended', (SELECT count(*) FROM ended))
                  FROM changed
                RETURNING id)
            SELECT digest FROM ended""";

    /** Their own password from now on; ends every session they have, and gives their digests. */
    Future<List<byte[]>> password(Person person, String password) {
        return db.write(CHANGE, Tuple.of(person.id(), password))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getBuffer("digest").getBytes())
                        .toList());
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
