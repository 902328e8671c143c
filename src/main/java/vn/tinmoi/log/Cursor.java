package vn.tinmoi.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in the event log: everything up to and including {@code seq} has been seen. On the wire {@code <epoch>-<seq>}.
 *
 * @param epoch the log's incarnation, 1 to 32 lower-case letters and digits
 * @param seq 0 (before everything) or more
 */
public record Cursor(String epoch, long seq) {
    private static final int LONGEST = 64;

    /** The cursor a client sent; empty for anything that is not one. */
    public static Optional<Cursor> parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST || !text.matches("[a-z0-9]{1,32}-(0|[1-9][0-9]{0,17})")) {
            return Optional.empty();
        }
        int dash = text.indexOf('-');
        return Optional.of(new Cursor(text.substring(0, dash), Long.parseLong(text.substring(dash + 1))));
    }

    @Override
    public String toString() {
        return epoch + "-" + seq;
    }
}
