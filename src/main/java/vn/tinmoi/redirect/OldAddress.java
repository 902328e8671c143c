package vn.tinmoi.redirect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One spelling for the addresses that mean the same (RFC 3986, section 6.2.2), because programs escape differently and a CSV
 * file often does not at all: {@code /tin/đẹp}, {@code /tin/%c4%91%e1%ba%b9p} and its decomposed form are one. ASCII only.
 */
public final class OldAddress {
    static final int LONGEST = 2_000; // characters, as the table has it

    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");
    private static final String NEVER_PLAIN = " \"<>\\^`{|}";
    private static final HexFormat HEX = HexFormat.of().withUpperCase().withPrefix("%");

    /** Characters that mean the same escaped and plain, in a path and in a query (RFC 3986, section 3.3). */
    private static final Pattern SAME = Pattern.compile("%(3A|40|21|24|27|28|29|2A|2C|3B)");

    private static final Pattern SAME_IN_QUERY = Pattern.compile("%(2F|3F)");

    /** What others add to an address to see who clicked; it says nothing of what is there. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)(?:utm_|mtm_|pk_|hsa_|_ga).*|fbclid|gclid|gbraid|wbraid"
                    + "|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|zarsrc|zanpid|mc_cid|mc_eid|_hs(?:enc|mi)|ref_src|_gl|amp");

    private OldAddress() {}

    /**
     * What an old address is known by: besides the spelling its parameters in the order of their names, without those that
     * others add, and without a slash at its end. Doing it twice changes nothing more.
     */
    static String key(String address) {
        var normal = normal(address.replace("&amp;", "&"));
        int query = normal.indexOf('?');
        var path = plain(SAME, query < 0 ? normal : normal.substring(0, query));
        var bare = path.length() > 1 ? path.replaceFirst("/+$", "") : path;
        var parameters = query < 0 ? "" : parameters(normal.substring(query + 1));
        return (bare.isEmpty() ? "/" : bare) + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    /** Empty: none of them says what is there. */
    public static String parameters(String query) {
        return Arrays.stream(plain(SAME, plain(SAME_IN_QUERY, query))
                        .replace("+", "%20")
                        .split("&"))
                .filter(one ->
                        !one.isEmpty() && !FOREIGN.matcher(one.split("=", 2)[0]).matches())
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String plain(Pattern escaped, String text) {
        return escaped.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    /** {@code address}: a path, perhaps with a query, escaped or not. Doing it twice changes nothing more. */
    static String normal(String address) {
        var plain = ESCAPES.matcher(address)
                .replaceAll(
                        run -> Matcher.quoteReplacement(unescaped(run.group().toUpperCase(Locale.ROOT))));
        var normal = new StringBuilder();
        Normalizer.normalize(plain, Normalizer.Form.NFC).codePoints().forEach(c -> append(c, normal));
        return normal.toString();
    }

    /** Letters and digits come out, what has a meaning of its own stays; so does what is not UTF-8. */
    private static String unescaped(String run) {
        try {
            var bytes = HexFormat.of().parseHex(run.replace("%", ""));
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            var plain = new StringBuilder();
            text.codePoints().forEach(c -> plain.append(unescaped(c)));
            return plain.toString();
        } catch (CharacterCodingException e) {
            return run;
        }
    }

    private static String unescaped(int c) {
        var character = Character.toString(c);
        return c > 0x7F || UNRESERVED.matcher(character).matches() ? character : escaped(character);
    }

    private static void append(int c, StringBuilder normal) {
        var character = Character.toString(c);
        boolean plain = c > ' ' && c < 0x7F && NEVER_PLAIN.indexOf(c) < 0;
        normal.append(plain ? character : escaped(character));
    }

    private static String escaped(String character) {
        return HEX.formatHex(character.getBytes(StandardCharsets.UTF_8));
    }
}
