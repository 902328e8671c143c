package vn.tinmoi.text;

import java.text.Normalizer;

/** Unicode normalisation form C, and nothing done to a text that is in it already. */
final class Nfc {
    private Nfc() {}

    static String of(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
