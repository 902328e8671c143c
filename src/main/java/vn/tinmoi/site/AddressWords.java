package vn.tinmoi.site;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.VnText;

/** What an address that leads nowhere seems to be about, so that it can be searched for. */
final class AddressWords {
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z]{2,5}$");
    private static final Pattern NO_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern NUMBERS = Pattern.compile("(^| )\\d+(?= |$)");
    private static final int FEWEST = 2; // letters
    private static final int MOST = 80;

    private AddressWords() {}

    /** The words of the last piece of a path, without the numbers of other programs' stories; null when there are none. */
    static @Nullable String of(String path) {
        var piece = ENDING.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceFirst("");
        var words = NO_WORDS.matcher(VnText.clean(decoded(piece))).replaceAll(" ");
        var text = NUMBERS.matcher(words).replaceAll("").strip();
        if (text.length() > MOST) text = text.substring(0, Math.max(text.lastIndexOf(' ', MOST), 0));
        return text.length() < FEWEST ? null : text;
    }

    private static String decoded(String piece) {
        try {
            return QueryStringDecoder.decodeComponent(piece);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
