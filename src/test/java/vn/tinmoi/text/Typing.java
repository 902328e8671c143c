package vn.tinmoi.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** How the same Vietnamese text may be typed and sent. */
final class Typing {
    /** The 67 letters beyond ASCII in both cases, and what each is without its marks; written out, not computed. */
    static final String LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
            + "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";

    static final String BASES = ("a".repeat(17) + "e".repeat(11) + "i".repeat(5) + "o".repeat(17) + "u".repeat(11)
                    + "y".repeat(5) + "d")
            .repeat(2);

    /** The same text as different programs send it: all equal in NFC. */
    record Typed(String composed, String sent) {}

    private Typing() {}

    /** Composed, taken apart, a hat kept with its vowel and the tone apart, or a tone kept and the hat apart. */
    static List<String> forms(String letter) {
        var apart = Normalizer.normalize(letter, Normalizer.Form.NFD);
        if (apart.length() < 3) return List.of(letter, apart);
        var firstKept = Normalizer.normalize(apart.substring(0, 2), Normalizer.Form.NFC) + apart.charAt(2);
        var otherKept =
                Normalizer.normalize("" + apart.charAt(0) + apart.charAt(2), Normalizer.Form.NFC) + apart.charAt(1);
        return Normalizer.normalize(otherKept, Normalizer.Form.NFC).equals(letter)
                ? List.of(letter, apart, firstKept, otherKept)
                : List.of(letter, apart, firstKept);
    }

    /** Vietnamese letters, spaces, digits and signs, each letter in one of its forms, at random in one text. */
    static Arbitrary<Typed> mixed() {
        return Arbitraries.oneOf(
                        Arbitraries.chars().with((LETTERS + LETTERS.toLowerCase(Locale.ROOT)).toCharArray()),
                        Arbitraries.chars().with("abcdeghiklmnopqrstuvxyABCD 0123456789-/.,".toCharArray()))
                .map(String::valueOf)
                .flatMap(letter -> Arbitraries.of(forms(letter)).map(form -> new Typed(letter, form)))
                .list()
                .ofMaxSize(60)
                .map(Typing::joined);
    }

    private static Typed joined(List<Typed> letters) {
        var composed = new StringBuilder();
        var sent = new StringBuilder();
        letters.forEach(letter -> {
            composed.append(letter.composed());
            sent.append(letter.sent());
        });
        return new Typed(composed.toString(), sent.toString());
    }

    /** Anything at all, with what hurts more often than chance: marks, joiners, overrides, emoji, half pairs, eths, tags. */
    static Arbitrary<String> anything() {
        var nasty = Arbitraries.of(
                "\u0301", "\u0323", "\u0338", "\u0302", "\u034F", "\u200B", "\u200D", "\uFEFF", "\u00AD", "\u202E",
                "\u2066", "\uD83D", "\uDE00", "😀", "👧", "\uFE0F", "ð", "Ð", "Ɖ", "\u00A0", "\u202F", " ", "\n", "\r",
                "\t", "\u0000", "\u2028", "H\u0331", "7", "tỉ", "oà", "uỷ", "q", "İ", "ß", "ǰ", "<", ">", "=", "<b>",
                "</b>", "<!--", "-->", "&lt;", "&", ";", "\u1100", "\u1161", "\u3099", "か");
        var any = Arbitraries.strings().all().ofMaxLength(4);
        var vietnamese = Arbitraries.strings().withChars(LETTERS.toCharArray()).ofMaxLength(4);
        return Arbitraries.oneOf(nasty, any, vietnamese).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    /** Two texts made of the same syllables, the tone marks of one where the other school puts them. */
    static Arbitrary<Typed> twoSchools() {
        var onset = Arbitraries.of("", "h", "th", "kh", "l", "ch", "ng", "x", "Th", "H");
        var rime = Arbitraries.of(
                new Typed("òa", "oà"),
                new Typed("óa", "oá"),
                new Typed("ỏa", "oả"),
                new Typed("õa", "oã"),
                new Typed("ọa", "oạ"),
                new Typed("òe", "oè"),
                new Typed("óe", "oé"),
                new Typed("ỏe", "oẻ"),
                new Typed("õe", "oẽ"),
                new Typed("ọe", "oẹ"),
                new Typed("ùy", "uỳ"),
                new Typed("úy", "uý"),
                new Typed("ủy", "uỷ"),
                new Typed("ũy", "uỹ"),
                new Typed("ụy", "uỵ"));
        return Combinators.combine(onset, rime, Arbitraries.of("", " ", ", ", "-", ".", " và "))
                .as((start, end, after) -> new Typed(start + end.composed() + after, start + end.sent() + after))
                .list()
                .ofMaxSize(8)
                .map(syllables -> joined(syllables.stream()
                        .map(syllable -> new Typed(syllable.composed() + " ", syllable.sent() + " "))
                        .toList()));
    }
}
