package vn.tinmoi.newsroom;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;

/** Times of the site's document as inputs of the type {@code datetime-local} hold them, in the site's zone. Any thread. */
public final class LocalTimes {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final Supplier<ZoneId> zone;

    /** {@code zone}: asked at each time. */
    LocalTimes(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    /** {@code instant}: of ISO 8601; null: empty. */
    String field(@Nullable String instant) {
        return instant == null
                ? ""
                : OffsetDateTime.parse(instant).atZoneSameInstant(zone.get()).format(FORM);
    }

    /** An instant of ISO 8601; null for an empty field. INVALID at the field for what is no time. */
    @Nullable
    String instant(String field, String text) {
        if (text.isBlank()) return null;
        try {
            return LocalDateTime.parse(text.strip())
                    .atZone(zone.get())
                    .toInstant()
                    .toString();
        } catch (DateTimeException e) {
            throw Problem.invalid(field, "local-time.form");
        }
    }
}
