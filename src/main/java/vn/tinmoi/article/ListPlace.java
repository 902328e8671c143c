package vn.tinmoi.article;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.tinmoi.news.Headline;

/**
 * A place in a list of stories, newest first: right after the story {@code id}, published at that time. Lists go on from it
 * however many stories came in the meantime. {@code publishedAt}: to the microsecond, as PostgreSQL keeps it.
 */
public record ListPlace(Instant publishedAt, long id) {
    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,17})_([1-9][0-9]{0,17})");
    private static final int LONGEST = 64;

    public static ListPlace after(Headline headline) {
        return new ListPlace(headline.publishedAt(), headline.id().value());
    }

    /** The place that {@link #toString} wrote; empty for anything else. */
    public static Optional<ListPlace> parse(String opaque) {
        if (opaque.length() > LONGEST) return Optional.empty();
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.ISO_8859_1));
            if (!form.matches()) return Optional.empty();
            var at = Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS);
            return Optional.of(new ListPlace(at, Long.parseLong(form.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64
        }
    }

    /** Opaque to callers, so that its form may change. */
    @Override
    public String toString() {
        var text = ChronoUnit.MICROS.between(Instant.EPOCH, publishedAt) + "_" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
