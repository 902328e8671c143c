package vn.tinmoi.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What one may do. */
public enum Right {
    /** Drafts of others. */
    READ,
    /** Drafts of one's own. */
    WRITE,
    /** Pictures. */
    MEDIA,
    /** Taking drafts for review, returning and approving them. */
    REVIEW,
    /** Everything that readers see. */
    PUBLISH,
    /** The site itself, and who works here. */
    MANAGE,
    /** How many read what. Today's figures are everybody's; this is for a program that is to do nothing else. */
    VISITS;

    /** Its name in the database and in forms: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a name that is none. */
    public static Optional<Right> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(right -> right.wire().equals(wire))
                .findFirst();
    }
}
