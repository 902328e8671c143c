package vn.tinmoi.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Vietnamese was written before Unicode: Latin letters and signs that only a font of its time shows as ours. Recognised by
 * what it becomes: words that can be Vietnamese, where there were none. Any thread.
 */
public enum OldEncoding {
    /** TCVN 5712:1993 in its third form, as the .Vn fonts have it. */
    TCVN3,
    /** As the VNI fonts have it: a letter, then the sign for its marks. */
    VNI;

    private static final int LOOKED_AT = 20_000; // characters
    private static final int FEWEST_WORDS = 3; // that only the repair makes Vietnamese
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern AROUND = Pattern.compile("^[\\p{Punct}“”‘’…]+|[\\p{Punct}“”‘’…]+$");

    /** A syllable as it is built, its tone aside: with what it begins, its vowels, with what it ends. */
    private static final Pattern SYLLABLE = Pattern.compile("(?:ngh?|nh|gh?|gi|kh|ph|th|tr|ch|qu|[bcdđhklmnprstvx])?"
            + "(?:[aăâeêioôơuưy]|a[iouy]|â[uy]|eo|êu|iêu?|iu|ia|o[aăe]|oa[ioy]|oeo|[oôơuư]i|uô|uôi|u[aâêơy]|uây|uy[aêu]|ươ[iu]?"
            + "|ư[au]|yêu?)"
            + "(?:ng|nh|ch|[cmnpt])?");

    private static final Pattern TONE = Pattern.compile("[\\u0300\\u0301\\u0303\\u0309\\u0323]");

    /** The text in Unicode. */
    public String repaired(String text) {
        return switch (this) {
            case TCVN3 -> ofTcvn3(text);
            case VNI -> ofVni(text);
        };
    }

    /** How it is written, where it is not Unicode; empty: as far as can be told it is. */
    public static Optional<OldEncoding> of(String text) {
        var looked = text.substring(0, Math.min(LOOKED_AT, text.length()));
        int now = vietnamese(looked);
        return Arrays.stream(values())
                .filter(one -> vietnamese(one.repaired(looked)) >= now + FEWEST_WORDS)
                .max((one, other) ->
                        Integer.compare(vietnamese(one.repaired(looked)), vietnamese(other.repaired(looked))));
    }

    /** Words with a Vietnamese mark that can be syllables. */
    private static int vietnamese(String text) {
        return (int) WORD.matcher(text)
                .results()
                .map(word -> AROUND.matcher(word.group().replace("\u00ad", "?")).replaceAll(""))
                .filter(OldEncoding::isSyllable)
                .count();
    }

    private static boolean isSyllable(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(c -> c < 0x80)) return false;
        var bare = Normalizer.normalize(
                TONE.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll(""), Normalizer.Form.NFC);
        return SYLLABLE.matcher(bare).matches();
    }

    private static final String TCVN3_LETTERS =
            "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ®§¡¢£¤¥¦";
    private static final String THEIR_LETTERS =
            "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐĂÂÊÔƠƯ";

    private static String ofTcvn3(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int at = TCVN3_LETTERS.indexOf(text.charAt(i));
            letters.append(at < 0 ? text.charAt(i) : THEIR_LETTERS.charAt(at));
        }
        return letters.toString();
    }

    private static final Map<Character, String> TONES =
            Map.of('ù', "\u0301", 'ø', "\u0300", 'û', "\u0309", 'õ', "\u0303", 'ï', "\u0323");
    private static final Map<Character, String> ROOFED = Map.of(
            'â',
            "\u0302",
            'á',
            "\u0302\u0301",
            'à',
            "\u0302\u0300",
            'å',
            "\u0302\u0309",
            'ã',
            "\u0302\u0303",
            'ä',
            "\u0302\u0323");
    private static final Map<Character, String> BREVE = Map.of(
            'ê',
            "\u0306",
            'é',
            "\u0306\u0301",
            'è',
            "\u0306\u0300",
            'ú',
            "\u0306\u0309",
            'ü',
            "\u0306\u0303",
            'ë',
            "\u0306\u0323");

    /** What a letter may have behind it. */
    private static final Map<Character, Map<Character, String>> MARKS = Map.of(
            'a',
            joined(TONES, ROOFED, BREVE),
            'e',
            joined(TONES, ROOFED),
            'o',
            joined(TONES, ROOFED),
            'u',
            TONES,
            'y',
            TONES,
            'ô',
            TONES,
            'ö',
            TONES);

    /** What stands for a letter of ours by itself. */
    private static final Map<Character, String> ALONE =
            Map.of('ô', "ơ", 'ö', "ư", 'ñ', "đ", 'æ', "ỉ", 'ó', "ĩ", 'ò', "ị", 'î', "ỵ");

    @SafeVarargs
    private static Map<Character, String> joined(Map<Character, String>... maps) {
        var all = new HashMap<Character, String>();
        for (var map : maps) all.putAll(map);
        return Map.copyOf(all);
    }

    private static String ofVni(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char lower = Character.toLowerCase(text.charAt(i));
            char next = i + 1 < text.length() ? Character.toLowerCase(text.charAt(i + 1)) : ' ';
            var marks = MARKS.getOrDefault(lower, Map.of()).get(next);
            var letter = ALONE.getOrDefault(lower, String.valueOf(lower));
            if (marks != null) {
                letter = Normalizer.normalize(letter + marks, Normalizer.Form.NFC);
            }
            letters.append(lower == text.charAt(i) ? letter : letter.toUpperCase(Locale.ROOT));
            if (marks != null) i++;
        }
        return letters.toString();
    }
}
