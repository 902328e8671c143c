package vn.tinmoi.media;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.text.VnText;

/**
 * The statements of one question to the list of pictures. As in the list of stories: the newest are walked first, for common
 * words are among them, and only where those do not fill a page all that have the words are gathered from their index. Used
 * once, by one thread.
 */
final class MediaListQuery {
    static final String ENTRY = "SELECT " + PictureRow.COLUMNS + """
            , m.created_at, m.uploaded_by, m.drop_at, m.drop_by, m.drop_marked_at,
                   (SELECT count(*) FROM picture_use u WHERE u.media_id = m.id) AS stories
            """;

    private static final String ROW =
            "SELECT m.id, m.created_at, m.said_folded, m.alt, m.caption, m.credit FROM media m WHERE true";

    private static final String NEWEST = " ORDER BY m.created_at DESC, m.id DESC";

    private final PictureWish wanted;
    private final String @Nullable [] actors;
    private final @Nullable PicturePlace after;
    private final int limit;
    private final List<String> words;
    private final String query;
    private final Tuple arguments = Tuple.tuple();

    /** {@code actors}: who may have brought them; null: anyone. */
    MediaListQuery(PictureWish wanted, String @Nullable [] actors, @Nullable PicturePlace after, int limit) {
        this.wanted = wanted;
        this.actors = actors;
        this.after = after;
        this.limit = limit;
        this.words = Arrays.stream(VnText.cleanLine(wanted.words()).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
        this.query = words.stream()
                .flatMap(word -> Arrays.stream(VnText.fold(word).split("[^a-z0-9]+")))
                .filter(word -> !word.isEmpty())
                .map(word -> "'" + word + "':*")
                .collect(Collectors.joining(" & "));
    }

    Tuple arguments() {
        return arguments;
    }

    boolean hasWords() {
        return !words.isEmpty();
    }

    /** Of the newest; where there are words, of no more than {@code near} that else fit. */
    String newest(int near) {
        return hasWords()
                ? statement(ROW + fitting() + NEWEST + " LIMIT " + near, true)
                : statement(ROW + fitting(), false);
    }

    /** How many {@link #newest} walks at most: fewer than {@code near} are all that there are. */
    String walked(int near) {
        return "SELECT count(*) AS walked FROM (" + ROW + fitting() + " LIMIT " + near + ") m";
    }

    /** Of all that have the words; of all where no word of them is in the index. */
    String all() {
        if (query.isEmpty()) return statement(ROW + fitting(), false);
        return statement(ROW + " AND picture_words(m.said_folded) @@ " + indexed() + fitting() + " OFFSET 0", false);
    }

    /** Of those alone. */
    String among(String... ids) {
        return statement(ROW + " AND m.id = ANY (" + add(ids, "text[]") + ")" + fitting() + " OFFSET 0", true);
    }

    /** {@code look}: whether the words of each row are yet to be looked at. */
    private String statement(String rows, boolean look) {
        return ENTRY + " FROM (SELECT m.id FROM (" + rows + ") m WHERE true" + saying(look) + NEWEST + " LIMIT "
                + add(limit, "int") + ") found JOIN media m ON m.id = found.id" + NEWEST;
    }

    /** What its row says, but for the words. */
    private String fitting() {
        var and = new StringBuilder();
        if (actors != null)
            and.append(" AND m.uploaded_by = ANY (")
                    .append(add(actors, "text[]"))
                    .append(")");
        if (wanted.from() != null) and.append(" AND m.created_at >= ").append(add(wanted.from()));
        if (wanted.until() != null) and.append(" AND m.created_at < ").append(add(wanted.until()));
        if (after != null) {
            and.append(" AND (m.created_at, m.id) < (").append(add(after.at()));
            and.append(", ").append(add(after.id(), "text")).append(")");
        }
        return and.toString();
    }

    /** The cheap comparisons first: making the words of a row takes longer. */
    private String saying(boolean look) {
        if (!hasWords()) return "";
        var folded = " AND m.said_folded ILIKE ALL (" + add(patterns(true), "text[]") + ")";
        var accented = " AND (m.alt || ' ' || m.caption || ' ' || m.credit) ILIKE ALL ("
                + add(patterns(false), "text[]") + ")";
        return folded
                + accented
                + (query.isEmpty() || !look ? "" : " AND picture_words(m.said_folded) @@ " + indexed());
    }

    /** Of each word without its marks, or of those that have some as they were typed: who types none finds all. */
    private String[] patterns(boolean folded) {
        return words.stream()
                .filter(word -> folded || !VnText.fold(word).equals(word.toLowerCase(Locale.ROOT)))
                .map(word -> containing(folded ? VnText.fold(word) : word))
                .toArray(String[]::new);
    }

    /** A pattern of LIKE. */
    static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private String indexed() {
        return "to_tsquery('simple', " + add(query, "text") + ")";
    }

    private String add(Instant at) {
        return add(at.atOffset(ZoneOffset.UTC), "timestamptz");
    }

    /** Its place in the statement. */
    private String add(Object argument, String type) {
        arguments.addValue(argument);
        return "$" + arguments.size() + "::" + type;
    }
}
