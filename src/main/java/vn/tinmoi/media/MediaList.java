package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Picture;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;

/** The pictures of the house, the newest first. Any thread. */
public final class MediaList {
    private final Database db;

    public MediaList(Database db) {
        this.db = db;
    }

    /**
     * {@code by}: who brought it; null: it was imported. {@code stories}: how many show it, or did; {@code dropAt}: when it
     * goes for good; null: it stays.
     */
    public record Entry(
            Picture picture,
            Instant at,
            @Nullable String by,
            int stories,
            @Nullable Instant dropAt) {
        public Place place() {
            return new Place(at, picture.id());
        }
    }

    /** Right after that picture. */
    public record Place(Instant at, String id) {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,17})_([a-z0-9][a-z0-9-]{0,79})");

        /** What {@link #toString} wrote; empty for anything else. */
        public static Optional<Place> parse(String text) {
            var form = FORM.matcher(text);
            if (!form.matches()) return Optional.empty();
            return Optional.of(
                    new Place(Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS), form.group(2)));
        }

        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
        }
    }

    private static final String ENTRY = "SELECT " + PictureRow.COLUMNS + """
            , m.created_at, m.uploaded_by, m.drop_at,
                   (SELECT count(*) FROM picture_use u WHERE u.media_id = m.id) AS stories
              FROM media m
            """;

    private static final String ONE = ENTRY + " WHERE m.id = $1";

    /** Empty: there is none of that id. */
    public Future<Optional<Entry>> one(String id) {
        return db.query(ONE, Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MediaList::entry)
                        .findFirst());
    }

    /**
     * Which pictures are looked for.
     *
     * @param words each somewhere in what is said of it; without marks where they have none, as they are where they do
     * @param by a part of who brought it; empty: anyone
     * @param from when it was brought at the earliest, {@code until}: before; null: at any time
     */
    public record Wanted(
            String words,
            String by,
            @Nullable Instant from,
            @Nullable Instant until) {}

    private static final String ENTRIES = ENTRY + """
             WHERE m.said_folded ILIKE ALL ($1::text[])
               AND (m.alt || ' ' || m.caption || ' ' || m.credit) ILIKE ALL ($8::text[])
               AND ($2::timestamptz IS NULL OR (m.created_at, m.id) < ($2::timestamptz, $3::text))
               AND ($5::text = '' OR regexp_replace(m.uploaded_by, '^[a-z]+:', '') ILIKE $5::text)
               AND ($6::timestamptz IS NULL OR m.created_at >= $6::timestamptz)
               AND ($7::timestamptz IS NULL OR m.created_at < $7::timestamptz)
             ORDER BY m.created_at DESC, m.id DESC
             LIMIT $4""";

    /** {@code after}: null: from the first. */
    public Future<List<Entry>> page(Wanted wanted, @Nullable Place after, int limit) {
        var arguments = Tuple.tuple()
                .addArrayOfString(patterns(wanted.words, true))
                .addOffsetDateTime(utc(after == null ? null : after.at()))
                .addString(after == null ? "" : after.id())
                .addInteger(limit)
                .addString(containing(wanted.by))
                .addOffsetDateTime(utc(wanted.from))
                .addOffsetDateTime(utc(wanted.until))
                .addArrayOfString(patterns(wanted.words, false));
        return db.query(ENTRIES, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MediaList::entry)
                        .toList());
    }

    /** Of each word without its marks, or of those that have some as they were typed: who types none finds all. */
    private static String[] patterns(String words, boolean folded) {
        return Arrays.stream(VnText.cleanLine(words).split(" "))
                .filter(word -> !word.isEmpty())
                .filter(word -> folded || !VnText.fold(word).equals(word.toLowerCase(Locale.ROOT)))
                .map(word -> containing(folded ? VnText.fold(word) : word))
                .toArray(String[]::new);
    }

    /** A pattern of LIKE; empty for no words. */
    private static String containing(String words) {
        var text = VnText.cleanLine(words);
        return text.isEmpty() ? "" : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static Entry entry(Row row) {
        var dropAt = row.getOffsetDateTime("drop_at");
        return new Entry(
                Objects.requireNonNull(PictureRow.read(row)),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("uploaded_by"),
                row.getInteger("stories"),
                dropAt == null ? null : dropAt.toInstant());
    }
}
