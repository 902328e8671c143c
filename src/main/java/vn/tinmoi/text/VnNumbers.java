package vn.tinmoi.text;

import java.util.Locale;

/** Numbers as readers expect them. */
public final class VnNumbers {
    private VnNumbers() {}

    /** {@code 1.234.567}, or {@code 1,234,567} where {@code locale} is English. Any thread. */
    public static String whole(long number, Locale locale) {
        var digits = new StringBuilder().append(number);
        int first = number < 0 ? 1 : 0;
        for (int i = digits.length() - 3; i > first; i -= 3) digits.insert(i, English.is(locale) ? ',' : '.');
        return digits.toString();
    }
}
