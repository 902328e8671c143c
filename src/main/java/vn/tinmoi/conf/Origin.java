package vn.tinmoi.conf;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a page comes from, as RFC 6454 compares it: letters' case and a scheme's usual port make no difference. */
public record Origin(String scheme, String host, int port) {
    /** Any page of any site. */
    public static final Origin ANY = new Origin("*", "*", 0);

    /** Hosts with an underscore are none to {@link java.net.URI}, but to browsers. */
    private static final Pattern FORM = Pattern.compile(
            "(https?)://([^\\s/?#@:\\[\\]]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?", Pattern.CASE_INSENSITIVE);

    /** Of {@code https://host} or {@code https://host:port}, without a path; null for anything else. */
    public static @Nullable Origin parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) return null;
        var scheme = form.group(1).toLowerCase(Locale.ROOT);
        int port = form.group(3) == null ? scheme.equals("https") ? 443 : 80 : Integer.parseInt(form.group(3));
        return port > 65_535 ? null : new Origin(scheme, form.group(2).toLowerCase(Locale.ROOT), port);
    }

    /** The same scheme on the host that a request names; null when it names none. {@code host}: as in its header. */
    public @Nullable Origin on(@Nullable String host) {
        return host == null ? null : parse(scheme + "://" + host);
    }
}
