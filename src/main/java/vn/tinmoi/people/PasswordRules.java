package vn.tinmoi.people;

import java.util.Locale;
import java.util.Set;
import vn.tinmoi.news.Problem;

/** Which passwords people may choose. */
final class PasswordRules {
    private static final int SHORTEST = 12; // characters (NIST SP 800-63B-4 asks for at least 8)
    private static final int LONGEST = 200;
    private static final Set<String> COMMON = Set.of(
            "123456789012",
            "1234567890123",
            "111111111111",
            "000000000000",
            "matkhau12345",
            "password1234",
            "passwordpassword",
            "qwertyuiop12",
            "qwertyuiopasdf",
            "administrator",
            "adminadmin12",
            "administrator1",
            "iloveyou1234",
            "anhyeuem1234",
            "quantrivien1",
            "tinmoitinmoi",
            "vietnam12345",
            "abcdefghijkl",
            "1q2w3e4r5t6y",
            "motconvitxoera");

    private PasswordRules() {}

    /** INVALID names {@code password} or {@code again} where it will not do. */
    static void require(String login, String password, String again) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) throw Problem.invalid("password", "password.short", SHORTEST, length);
        if (length > LONGEST) throw Problem.invalid("password", "password.long", LONGEST);
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.contains(login) && length < login.length() + SHORTEST / 2) {
            throw Problem.invalid("password", "password.login");
        }
        if (COMMON.contains(plain) || plain.chars().distinct().count() < 4)
            throw Problem.invalid("password", "password.common");
        if (!password.equals(again)) throw Problem.invalid("again", "password.again");
    }
}
