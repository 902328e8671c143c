package vn.tinmoi.people;

import java.security.SecureRandom;

/** Secrets that a person reads and types once. */
final class OneTimeWords {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"; // none that look alike

    private OneTimeWords() {}

    static String letters(SecureRandom random, int number) {
        var letters = new StringBuilder();
        for (int i = 0; i < number; i++) letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return letters.toString();
    }
}
