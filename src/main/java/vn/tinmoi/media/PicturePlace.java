package vn.tinmoi.media;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** A place in the list of pictures, the newest first: right after that one. */
public record PicturePlace(Instant at, String id) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,17})_([a-z0-9][a-z0-9-]{0,79})");

    /** What {@link #toString} wrote; empty for anything else. */
    public static Optional<PicturePlace> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) return Optional.empty();
        return Optional.of(
                new PicturePlace(Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS), form.group(2)));
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }
}
