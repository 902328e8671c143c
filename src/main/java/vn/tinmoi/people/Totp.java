package vn.tinmoi.people;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes that a phone and the server make of the same secret and the time (RFC 6238, with SHA-1 as all apps do). */
final class Totp {
    static final int SECRET = 20; // bytes, as long as the hash (RFC 4226, 4)
    static final int DIGITS = 6;
    private static final int STEP = 30; // s
    private static final int DRIFT = 1; // steps that a phone's clock may be early or late (RFC 6238, 5.2)
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648, 6

    private Totp() {}

    static long step(Instant at) {
        return at.getEpochSecond() / STEP;
    }

    /** {@code digits}: 6 to 8. */
    static String code(byte[] secret, long step, int digits) {
        var hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int from = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, from, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % (int) Math.pow(10, digits));
    }

    private static byte[] hmac(byte[] secret, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /** The step near {@code now} that has this code; empty: none. */
    static OptionalLong stepOf(String code, byte[] secret, Instant now) {
        for (long step = step(now) - DRIFT; step <= step(now) + DRIFT; step++) {
            if (code(secret, step, DIGITS).equals(code)) return OptionalLong.of(step);
        }
        return OptionalLong.empty();
    }

    /** As apps take a secret that is typed. Whole groups of five bytes only. */
    static String base32(byte[] bytes) {
        var text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 5) {
            long group = 0;
            for (int i = 0; i < 5; i++) group = (group << 8) | (bytes[at + i] & 0xff);
            for (int shift = 35; shift >= 0; shift -= 5) text.append(BASE32.charAt((int) (group >> shift) & 31));
        }
        return text.toString();
    }

    /** {@code text}: 32 letters of {@link #base32}. */
    static byte[] bytes(String text) {
        var bytes = ByteBuffer.allocate(SECRET);
        for (int at = 0; at < text.length(); at += 8) {
            long group = 0;
            for (int i = 0; i < 8; i++) group = (group << 5) | BASE32.indexOf(text.charAt(at + i));
            for (int shift = 32; shift >= 0; shift -= 8) bytes.put((byte) (group >> shift));
        }
        return bytes.array();
    }
}
