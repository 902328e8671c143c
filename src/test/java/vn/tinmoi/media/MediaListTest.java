package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.text.VnText;

/** Looking for pictures by what is said of them, who brought them, and when. */
final class MediaListTest {
    private static TestDesk bench;
    private static MediaList list;

    @BeforeAll
    static void open() {
        bench = new TestDesk();
        list = new MediaList(bench.db);
        picture("cau", "Cầu 100% mới", "person:an", "2026-11-20T16:59:59Z");
        picture("sen", "Bến sen", "person:binh", "2026-11-20T17:00:00Z");
        picture("cho", "Chợ nổi có cầu tre", null, "2026-11-21T17:00:00Z");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static void picture(String id, String alt, @Nullable String by, String at) {
        get(bench.db.write("""
                INSERT INTO media (id, url, width, height, alt, uploaded_by, created_at)
                VALUES ($1, '/static/x.png', 8, 8, $2, $3, $4::text::timestamptz)""", Tuple.of(id, alt, by, at)));
    }

    private static List<String> found(String words, String by, @Nullable String from, @Nullable String until) {
        var wanted = new PictureWish(
                words, by, from == null ? null : Instant.parse(from), until == null ? null : Instant.parse(until));
        return get(list.page(wanted, null, 10)).stream()
                .map(one -> one.picture().id())
                .toList();
    }

    @Test
    void wordsPersonAndDayNarrowWhatIsFound() {
        assertThat(found("", "", null, null)).containsExactly("cho", "sen", "cau");
        assertThat(found("cầu", "", null, null)).containsExactly("cho", "cau");
        assertThat(found("100%", "", null, null)).containsExactly("cau");
        assertThat(found("cau tre NOI", "", null, null))
                .as("words, without marks")
                .containsExactly("cho");
        assertThat(found("cầu tre noi", "", null, null)).containsExactly("cho");
        assertThat(found("cấu tre", "", null, null)).as("another word").isEmpty();
        assertThat(found("CẦU", "", null, null)).containsExactly("cho", "cau");
        assertThat(found("", "BINH", null, null)).containsExactly("sen");
        assertThat(found("", "", "2026-11-20T17:00:00Z", "2026-11-21T17:00:00Z"))
                .as("one day in Việt Nam")
                .containsExactly("sen");
        assertThat(found("cầu", "an", null, "2026-11-20T17:00:00Z")).containsExactly("cau");
        assertThat(found("cầu", "binh", null, null)).isEmpty();
    }

    @Test
    void everyWayFindsWhatAPlainFilterFinds() {
        var lists = List.of(new MediaList(bench.db), new MediaList(bench.db, 3, 2), new MediaList(bench.db, 30, 100));
        get(bench.db.write(FILL, Tuple.tuple()));
        try {
            var rows = rows();
            var random = new Random(11);
            for (int i = 0; i < 120; i++) {
                var wanted = any(random);
                int limit = 1 + random.nextInt(41);

                assertThat(pages(lists.get(i % lists.size()), wanted, limit))
                        .as("%s by %d", wanted, limit)
                        .isEqualTo(rows.stream()
                                .filter(row -> fits(row, wanted))
                                .map(row -> row.getString("id"))
                                .toList());
            }
        } finally {
            get(bench.db.write("DELETE FROM media WHERE id LIKE 'so-%'", Tuple.tuple()));
        }
    }

    private static final String FILL = """
            INSERT INTO media (id, url, width, height, alt, caption, credit, uploaded_by, created_at)
            SELECT 'so-' || n, '/x.png', 8, 8, 'Cầu mới', CASE WHEN n % 2 = 0 THEN 'đôi' ELSE 'doi' END,
                   CASE WHEN n % 10 = 0 THEN '橋 mười' ELSE '' END || CASE WHEN n > 150 THEN ' xưa' ELSE '' END,
                   CASE WHEN n % 50 = 7 THEN 'person:hiem' WHEN n % 7 = 0 THEN NULL ELSE 'token:an' END,
                   '2026-03-01Z'::timestamptz - n / 2 * interval '1 hour'
              FROM generate_series(1, 200) n""";

    private static List<Row> rows() {
        var all =
                "SELECT id, alt, caption, credit, uploaded_by, created_at FROM media ORDER BY created_at DESC, id DESC";
        return StreamSupport.stream(get(bench.db.query(all, Tuple.tuple())).spliterator(), false)
                .toList();
    }

    private static PictureWish any(Random random) {
        var day = Instant.parse("2026-03-01T00:00:00Z").minusSeconds(3600L * random.nextInt(110));
        return new PictureWish(
                one(random, "", "cau moi", "đôi", "doi", "muoi", "mười cầu", "xua", "khong", "橋", "橋 cau"),
                one(random, "", "", "HI", "an", "ai"),
                random.nextInt(3) > 0 ? null : day.minusSeconds(86_400),
                random.nextInt(3) > 0 ? null : day);
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static List<String> pages(MediaList list, PictureWish wanted, int limit) {
        var seen = new ArrayList<String>();
        @Nullable PicturePlace place = null;
        for (; ; ) {
            var page = get(list.page(wanted, place, limit));
            page.forEach(one -> seen.add(one.picture().id()));
            if (page.size() < limit) return seen;
            place = page.getLast().place();
        }
    }

    private static boolean fits(Row row, PictureWish wanted) {
        var said = (row.getString("alt") + " " + row.getString("caption") + " " + row.getString("credit"))
                .toLowerCase(Locale.ROOT);
        var by = row.getString("uploaded_by");
        var at = row.getOffsetDateTime("created_at").toInstant();
        return (wanted.from() == null || !at.isBefore(wanted.from()))
                && (wanted.until() == null || at.isBefore(wanted.until()))
                && (wanted.by().isEmpty()
                        || (by != null
                                && by.replaceFirst("^[a-z]+:", "")
                                        .contains(wanted.by().toLowerCase(Locale.ROOT))))
                && Arrays.stream(wanted.words().split(" ")).allMatch(word -> says(said, word));
    }

    private static boolean says(String said, String word) {
        boolean accented = !VnText.fold(word).equals(word);
        return Arrays.stream((accented ? said : VnText.fold(said)).split(" ")).anyMatch(one -> one.startsWith(word));
    }
}
