package vn.tinmoi.site;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One spelling for the addresses that mean the same (RFC 3986, section 6.2.2), because programs escape differently and a CSV
 * file often does not at all: {@code /tin/đẹp}, {@code /tin/%c4%91%e1%ba%b9p} and its decomposed form are one. ASCII only.
 */
final class OldAddress {
    static final int LONGEST = 2_000; // characters, as the table has it

    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");
    private static final String NEVER_PLAIN = " \"<>\\^`{|}";
    private static final HexFormat HEX = HexFormat.of().withUpperCase().withPrefix("%");

    private OldAddress() {}

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
