package vn.tinmoi.people;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Set;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;

/**
 * Passwords that are shown once and only let their owner choose another: of people whom an operator puts in, and of those who
 * forgot theirs. Any thread; fails with a {@link Problem}.
 */
public final class OneTimePasswords {
    private final People people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SecureRandom random = new SecureRandom();

    public OneTimePasswords(Database db, Passwords passwords, Sessions sessions) {
        this.people = new People(db);
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /** Someone new, and the password that lets them in. INVALID names {@code login} or {@code name}. {@code categories} none: all. */
    public Future<String> add(String login, String name, Person.Role role, Set<String> categories, Actor by) {
        var password = OneTimeWords.password(random);
        return added(login, name, role, categories, password, false, by).map(fresh -> {
            if (!fresh) throw Problem.invalid("login", "login.taken", login);
            return password;
        });
    }

    /** Someone new with a password that nobody was told: {@link #renew} gives them one. False: somebody has that login. */
    public Future<Boolean> addUntold(
            String login, String name, Person.Role role, Set<String> categories, boolean disabled, Actor by) {
        return added(login, name, role, categories, OneTimeWords.password(random), disabled, by);
    }

    private Future<Boolean> added(
            String login,
            String name,
            Person.Role role,
            Set<String> categories,
            String password,
            boolean disabled,
            Actor by) {
        var said = VnText.cleanLine(name);
        if (!Person.isLogin(login)) return Future.failedFuture(Problem.invalid("login", "login.form"));
        var wrong = Person.wrongName(said);
        if (wrong.isPresent()) return Future.failedFuture(wrong.get());
        return passwords.hash(password).compose(hash -> people.add(login, said, role, categories, hash, disabled, by));
    }

    /** Another password for someone who is here; every session of theirs ends. */
    public Future<String> renew(Person person, Actor by) {
        var password = OneTimeWords.password(random);
        return passwords
                .hash(password)
                .compose(hash -> people.renew(person, hash, by))
                .compose(sessions::forgetNow)
                .map(password);
    }
}
