package vn.tinmoi.people;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;

/**
 * Who comes in by name and password. A wrong name, a wrong password and one who may not come in are answered alike, after the
 * same work. Every try stands in the audit, with the network it came from, and in {@code tinmoi_sign_ins_total}. Any thread;
 * fails with a {@link Problem}.
 */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String ADMIN = "admin";
    private static final Actor HOUSE = new Actor("first-start", true, true); // whose hand the audit names
    private final People people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SlowDown slow;
    private final Metrics metrics;
    private final SecureRandom random = new SecureRandom();
    private final String nobodys; // what an unknown name is compared with

    /** {@code redis}: where all nodes count together who guesses. */
    public SignIn(
            Database db,
            RedisLink redis,
            Passwords passwords,
            Sessions sessions,
            Metrics metrics,
            InstantSource clock) {
        this.people = new People(db);
        this.passwords = passwords;
        this.sessions = sessions;
        this.slow = new SlowDown(redis, clock);
        this.metrics = metrics;
        this.nobodys = passwords.nobodys();
    }

    /** Where nobody is known yet: makes the administrator; gives the password to print once, empty where it was chosen. */
    public Future<Optional<String>> first(@Nullable String chosen) {
        return people.nobody().compose(nobody -> {
            if (!nobody) return Future.succeededFuture(Optional.empty());
            var password = chosen == null ? OneTimeWords.password(random) : chosen;
            return passwords
                    .hash(password)
                    .compose(hash -> people.add(ADMIN, "Quản trị", Person.Role.ADMIN, Set.of(), hash, false, HOUSE))
                    .map(added -> added && chosen == null ? Optional.of(password) : Optional.empty());
        });
    }

    /** The id of a new session, to be proven where the person has a second factor. INVALID: no password is that long. */
    public Future<String> enter(String login, String password, Sessions.Device device) {
        var name = name(login);
        var account = "account " + name;
        var network = "network " + device.network();
        return Future.<Void>future(promise -> {
                    PasswordRules.requireShort(password);
                    promise.complete();
                })
                .compose(fit -> slow.require(account, network))
                .compose(free -> people.byLogin(name))
                .compose(found -> passwords
                        .matches(password, found.map(People.Known::password).orElse(nobodys))
                        .compose(right -> {
                            boolean enters =
                                    right && found.isPresent() && !found.get().disabled();
                            return enters
                                    ? entered(found.get().person(), account, device)
                                    : refused(name, account, network);
                        }))
                .onFailure(this::countBusy);
    }

    private void countBusy(Throwable failure) {
        if (failure instanceof Problem problem && problem.code().equals(Passwords.BUSY)) {
            metrics.people().signIn("busy");
        }
    }

    private Future<String> entered(Person person, String account, Sessions.Device device) {
        metrics.people().signIn("entered");
        boolean proven = person.factor() != Person.Factor.ON;
        return slow.succeeded(account)
                .compose(forgotten -> people.audit(person.login(), "sign-in", device.network()))
                .compose(noted -> sessions.begin(person, device, proven));
    }

    /** As names are written here; empty for what can be nobody's, whatever it is. */
    private static String name(String login) {
        var name = login.strip().toLowerCase(Locale.ROOT);
        return Person.isLogin(name) ? name : "";
    }

    private Future<String> refused(String name, String account, String network) {
        metrics.people().signIn("refused");
        var noted = people.audit(name, "sign-in.refused", network.substring(network.indexOf(' ') + 1))
                .onFailure(lost -> LOG.warn("refused sign-in not noted: {}", lost.toString()));
        return Future.join(slow.failed(account), slow.failed(network), noted)
                .transform(counted ->
                        Future.failedFuture(new Problem(Problem.Kind.UNAUTHENTICATED, "sign-in.wrong", null)));
    }

    /**
     * Their own password from now on; ends every session they have, and gives the id of a new one. INVALID names {@code
     * password} or {@code again} where the new one will not do.
     */
    public Future<String> choose(Person person, String password, String again, Sessions.Device device) {
        PasswordRules.require(person.login(), password, again);
        return people.byId(person.id())
                .compose(known -> passwords.matches(
                        password,
                        known.orElseThrow(() -> new Problem(Problem.Kind.UNAUTHENTICATED, "sign-in.over", null))
                                .password()))
                .compose(same -> {
                    if (same) throw Problem.invalid("password", "password.same");
                    return passwords.hash(password);
                })
                .compose(hash -> people.choose(person, hash))
                .compose(sessions::forgetNow)
                .compose(changed -> {
                    metrics.people().signIn("password");
                    return sessions.begin(person, device, true); // only a proven one comes this far
                });
    }

    /** Out again. */
    public Future<Void> leave(Sessions.Session session) {
        metrics.people().signIn("left");
        return sessions.end(session)
                .compose(ended -> people.audit(session.person().login(), "sign-out", ""));
    }
}
