package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;

/**
 * What phones share with the house, sealed in PostgreSQL under a key that is not there. A row of the version before lies open, 20
 * bytes long, until {@link #takeOver}; that version refuses the codes of a sealed one and takes recovery codes. Any thread.
 */
public final class FactorSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(FactorSecrets.class);

    private final Database db;
    private final @Nullable SecretBox box;

    /** {@code box}: null: there is no key; nothing is sealed, and nothing sealed is opened. */
    public FactorSecrets(Database db, @Nullable SecretBox box) {
        this.db = db;
        this.box = box;
    }

    /** As it is stored; UNAVAILABLE {@code factor.no-key} without a key. */
    Buffer sealed(long person, byte[] secret) {
        if (box == null) throw Problem.unavailable("factor.no-key");
        return Buffer.buffer(box.seal(secret, owner(person)));
    }

    private static String owner(long person) {
        return "totp " + person;
    }

    private static final String OF = "SELECT totp FROM person WHERE id = $1 AND totp IS NOT NULL";

    /** Empty: that person has none. INVALID {@code code} where this key does not open it: their recovery codes still let in. */
    Future<Optional<byte[]>> of(long person) {
        return db.query(OF, Tuple.of(person)).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) return Optional.empty();
            var stored = row.next().getBuffer("totp").getBytes();
            if (stored.length == Totp.SECRET) return Optional.of(stored);
            var secret = opened(person, stored);
            if (secret.isEmpty()) {
                LOG.error("second factor not opened, check secret.key or secret.key.file person={}", person);
                throw Problem.invalid("code", "code.sealed");
            }
            return secret;
        });
    }

    private Optional<byte[]> opened(long person, byte[] stored) {
        return box == null ? Optional.empty() : box.open(stored, owner(person));
    }

    private static final String ALL = "SELECT id, totp FROM person WHERE totp IS NOT NULL ORDER BY id";
    private static final String SEAL = "UPDATE person SET totp = $3 WHERE id = $1 AND totp = $2";

    /** Seals what lies open, and says in the log how many this key does not open: another node's, or an earlier one. */
    public Future<Void> takeOver() {
        return db.query(ALL, Tuple.tuple()).compose(rows -> {
            int foreign = 0;
            Future<Void> done = Future.succeededFuture();
            for (var row : rows) {
                long person = row.getLong("id");
                var stored = row.getBuffer("totp");
                if (stored.length() == Totp.SECRET) {
                    if (box == null) continue;
                    var arguments = Tuple.of(person, stored, sealed(person, stored.getBytes()));
                    done = done.compose(before -> db.write(SEAL, arguments).mapEmpty());
                } else if (opened(person, stored.getBytes()).isEmpty()) {
                    foreign++;
                }
            }
            if (foreign > 0) {
                LOG.error(
                        "second factors sealed under another key, their codes are refused and recovery codes let in;"
                                + " set secret.key or secret.key.file to the key of the other nodes people={}",
                        foreign);
            }
            return done;
        });
    }
}
