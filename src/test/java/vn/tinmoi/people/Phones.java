package vn.tinmoi.people;

import java.time.Instant;

/** The codes that an app on a phone would show; {@code TotpTest} has them from the standard's vectors. */
public final class Phones {
    private Phones() {}

    /** {@code secret}: 32 letters, as typed. */
    public static String code(String secret) {
        return Totp.code(Totp.bytes(secret), Totp.step(Instant.now()), Totp.DIGITS);
    }
}
