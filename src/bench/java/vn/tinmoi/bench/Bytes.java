package vn.tinmoi.bench;

import java.nio.charset.StandardCharsets;

/** Finds things in ASCII bytes without making any. */
final class Bytes {
    static final byte[] MODE = ascii("\"mode\":\"");
    static final byte[] RETRY_MS = ascii("\"retryMs\":");
    static final byte[] EVENT = ascii("\"event\":\"");
    static final byte[] DATA = ascii("\"data\":");
    static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    static final byte[] CHUNKED = ascii("chunked");

    private Bytes() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the word ends; {@code to} when it is not there. */
    static int after(byte[] page, int from, int to, byte[] word) {
        for (int at = from; at <= to - word.length; at++) if (stands(page, at, word)) return at + word.length;
        return to;
    }

    private static boolean stands(byte[] page, int at, byte[] word) {
        for (int i = 0; i < word.length; i++) if (page[at + i] != word[i]) return false;
        return true;
    }

    /** The first of these bytes; -1: none. */
    static int first(byte[] page, int from, int to, byte sought) {
        for (int at = from; at < to; at++) if (page[at] == sought) return at;
        return -1;
    }

    /** The last of these bytes; {@code from - 1}: none. */
    static int last(byte[] page, int from, int to, byte sought) {
        int at = to - 1;
        while (at >= from && page[at] != sought) at--;
        return at;
    }

    /** Decimal. */
    static long number(byte[] page, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) number = number * 10 + page[at] - '0';
        return number;
    }

    /** The time that a story's title begins with: TS and that many digits; 0: none. */
    static long timeToken(byte[] page, int from, int to, int digits) {
        for (int at = from; at < to - digits - 2; at++)
            if (page[at] == 'T' && page[at + 1] == 'S' && page[at + 2] == '0')
                return number(page, at + 2, at + 2 + digits);
        return 0;
    }
}
