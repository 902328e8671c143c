package vn.tinmoi.people;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vn.tinmoi.news.Problem;
import vn.tinmoi.text.VnText;

/**
 * Someone who signs in. Immutable.
 *
 * @param login what they are called when they sign in, in lower case
 * @param categories whose stories they work on; empty: all
 * @param mustChange whether the password was given to them, and only lets them choose their own
 */
public record Person(
        long id, String login, String name, Role role, Set<String> categories, boolean mustChange, Factor factor) {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}"); // the check of table person
    private static final int LONGEST_NAME = 120; // characters

    public Person {
        categories = Set.copyOf(categories);
    }

    /** Whether someone may be called so. */
    public static boolean isLogin(String text) {
        return LOGIN.matcher(text).matches();
    }

    /** Why nobody can be shown under that name, a line without superfluous blanks: INVALID {@code name}. */
    static Optional<Problem> wrongName(String line) {
        int length = VnText.length(line);
        if (line.isEmpty()) return Optional.of(Problem.invalid("name", "field.missing"));
        if (length <= LONGEST_NAME) return Optional.empty();
        return Optional.of(Problem.invalid("name", "field.too-long", length, LONGEST_NAME));
    }

    /** What they may do, and what it is called in the audit. */
    public Actor actor() {
        return new Actor("person:" + login, role.rights(), role == Role.ADMIN ? Set.of() : categories);
    }

    /** Whether they show more than a password; DEMANDED: their role asks for it, and they have yet to set it up. */
    public enum Factor {
        NONE,
        DEMANDED,
        ON
    }

    /** What a person is here for: the one table of roles and rights. */
    public enum Role {
        REPORTER(EnumSet.of(Right.READ, Right.WRITE, Right.MEDIA)),
        EDITOR(EnumSet.of(Right.READ, Right.WRITE, Right.MEDIA, Right.REVIEW)),
        PUBLISHER(EnumSet.of(Right.READ, Right.WRITE, Right.MEDIA, Right.REVIEW, Right.PUBLISH)),
        ADMIN(EnumSet.allOf(Right.class));

        @SuppressWarnings("ImmutableEnumChecker") // nobody gets it to change it
        private final Set<Right> rights;

        Role(Set<Right> rights) {
            this.rights = rights;
        }

        public Set<Right> rights() {
            return Set.copyOf(rights);
        }

        /** Its name in the database and in forms: lower case. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** An {@link IllegalArgumentException} for a name that is none. */
        public static Role ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
