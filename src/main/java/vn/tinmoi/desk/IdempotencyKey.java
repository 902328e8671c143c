package vn.tinmoi.desk;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import vn.tinmoi.news.Problem;
import vn.tinmoi.text.Sha256;

/**
 * What a program names one call by, so that its retry does nothing a second time.
 *
 * @param value 1 to 255 visible ASCII characters
 * @param call SHA-256 in hex of what is called with which body: a key stands for one call only
 */
public record IdempotencyKey(String value, String call) {
    static final String FIELD = "Idempotency-Key";

    /** A {@link Problem} INVALID for a value of another form. {@code path} names the call, {@code body} is as it came. */
    public static IdempotencyKey of(String value, String path, byte[] body) {
        if (!value.matches("[!-~]{1,255}")) throw Problem.invalid(FIELD, "idempotency.form");
        return new IdempotencyKey(value, HexFormat.of().formatHex(digest(path, body)));
    }

    private static byte[] digest(String path, byte[] body) {
        var sha = Sha256.digest();
        sha.update(path.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0); // no path contains it, so that path and body cannot flow into each other
        return sha.digest(body);
    }
}
