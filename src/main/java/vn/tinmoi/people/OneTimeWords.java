package vn.tinmoi.people;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets that a person reads and types once. */
final class OneTimeWords {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"; // none that look alike

    private OneTimeWords() {}

    /** For a person to type: 20 letters and digits, in fives. */
    static String password(SecureRandom random) {
        return Stream.generate(() -> letters(random, 5)).limit(4).collect(Collectors.joining("-"));
    }

    static String letters(SecureRandom random, int number) {
        var letters = new StringBuilder();
        for (int i = 0; i < number; i++) letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return letters.toString();
    }
}
