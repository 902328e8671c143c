package vn.tinmoi.newsroom;

import org.jspecify.annotations.Nullable;

/**
 * The newsroom's one cookie. SameSite is Lax, not Strict: a link from a mail to a story must find its editor signed in, and
 * no GET changes anything.
 */
final class Cookies {
    private static final String NAME = "tm_toa_soan";

    private Cookies() {}

    /** Behind TLS browsers themselves see to it that no other host sets it (RFC 6265bis, 4.1.3.2). */
    static String name(boolean tls) {
        return tls ? "__Host-" + NAME : NAME;
    }

    /** The value of a cookie in that header; null: it is not there. */
    static @Nullable String value(@Nullable String header, String name) {
        if (header == null) return null;
        for (var one : header.split(";")) {
            var pair = one.strip();
            if (pair.startsWith(name + "=")) return pair.substring(name.length() + 1);
        }
        return null;
    }

    /** The header that sets it for as long as the browser runs; {@code id} null: takes it away. */
    static String set(boolean tls, @Nullable String id) {
        return name(tls) + "=" + (id == null ? "" : id) + "; Path=/; HttpOnly; SameSite=Lax" + (tls ? "; Secure" : "")
                + (id == null ? "; Max-Age=0" : "");
    }
}
