package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;

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
        var wanted = new MediaList.Wanted(
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
}
