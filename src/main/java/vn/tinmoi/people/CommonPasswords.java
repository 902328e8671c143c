package vn.tinmoi.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import vn.tinmoi.text.VnText;

/**
 * The passwords that many people have, which guessers try first: those of {@code resources/passwords}, also with figures or
 * signs around them, twice over, and written with the marks of Vietnamese. Immutable.
 *
 * @param lines all of them, each between two line ends: one text of half a megabyte, since who chooses a password can wait the
 *     tenth of a millisecond that a look through it takes
 */
record CommonPasswords(String lines) {
    private static final Pattern AROUND = Pattern.compile("^[^a-z]+|[^a-z]+$");

    static CommonPasswords read() {
        return new CommonPasswords("\n" + text("common.txt") + text("vietnamese.txt"));
    }

    private static String text(String name) {
        try (var file = CommonPasswords.class.getResourceAsStream("/passwords/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether that is one of them, in any case. */
    boolean have(String password) {
        var plain =
                VnText.fold(Normalizer.normalize(password, Normalizer.Form.NFC)).toLowerCase(Locale.ROOT);
        var close = plain.replace(" ", "");
        return lists(plain) || lists(close) || lists(AROUND.matcher(close).replaceAll(""));
    }

    private boolean lists(String word) {
        int half = word.length() / 2;
        return contains(word)
                || (word.length() % 2 == 0
                        && word.endsWith(word.substring(0, half))
                        && contains(word.substring(0, half)));
    }

    private boolean contains(String word) {
        return !word.isEmpty() && lines.contains("\n" + word + "\n");
    }
}
