package vn.tinmoi.people;

import java.util.Locale;
import vn.tinmoi.news.Problem;

/** Which passwords people may choose. */
final class PasswordRules {
    private static final int SHORTEST = 12; // characters (NIST SP 800-63B-4 asks for at least 8)
    private static final int LONGEST = 200;
    private static final CommonPasswords COMMON = CommonPasswords.read();

    private PasswordRules() {}

    /** INVALID names {@code password} or {@code again} where it will not do. */
    static void require(String login, String password, String again) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) throw Problem.invalid("password", "password.short", SHORTEST, length);
        requireShort(password);
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.contains(login) && length < login.length() + SHORTEST / 2) {
            throw Problem.invalid("password", "password.login");
        }
        if (COMMON.have(plain) || plain.chars().distinct().count() < 4) {
            throw Problem.invalid("password", "password.common");
        }
        if (!password.equals(again)) throw Problem.invalid("again", "password.again");
    }

    /** INVALID for one that nobody can have, before anything is made of it. */
    static void requireShort(String password) {
        if (password.codePointCount(0, password.length()) > LONGEST) {
            throw Problem.invalid("password", "password.long", LONGEST);
        }
    }
}
