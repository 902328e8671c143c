package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.Change;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/** A picture leaves the house only when nothing shows it, and never at once. */
final class RemovalsTest {
    private static final Actor REPORTER = new Actor("person:ty", false);

    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private TestDesk bench;
    private MediaStore store;
    private Removals removals;
    private PictureUse use;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        store = new MediaStore(bench.vertx, bench.db);
        removals = new Removals(bench.db, () -> now);
        use = new PictureUse(bench.db);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String picture(String alt) {
        return get(store.keep(TestPictures.jpeg(64, 64), alt, "", "", TestDesk.EDITOR))
                .id();
    }

    private long count(String id) {
        return (long) bench.value("SELECT count(*) FROM media WHERE id = $1", id);
    }

    private List<String> audit(String id) {
        return bench
                .rows("SELECT actor || ' ' || action AS line FROM audit WHERE detail->>'picture' = $1 ORDER BY id", id)
                .stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    private static Texts texts(String body) {
        return Texts.of(TextField.TITLE, "Bài có ảnh").with(TextField.BODY_HTML, body);
    }

    private static String shown(String id) {
        return "<p>Ảnh:</p><figure><img src=\"/media/" + id + "-64.jpg\" alt=\"x\" /></figure>";
    }

    private ArticleId story(ArticleStatus status, String body, @Nullable String image) {
        var draft = new Draft(texts(body), null, false, status, null, image);
        return get(bench.desk.create(draft, TestDesk.EDITOR, null)).article().id();
    }

    private ArticleId changed(ArticleId story, String body, @Nullable String image) {
        var change = new Change(Texts.of(TextField.BODY_HTML, body), null, null, null, null, image, null);
        get(bench.desk.change(story, change, null, TestDesk.EDITOR, null));
        return story;
    }

    @Test
    void anUnusedPictureGoesThirtyDaysAfterItWasMarked() {
        var id = picture("Không ai dùng");
        var other = picture("Ở lại");

        get(removals.mark(id, TestDesk.EDITOR));
        now = now.plus(Duration.ofDays(30)).minusMillis(1);
        int early = get(removals.sweep());
        boolean there = count(id) == 1;
        now = now.plusMillis(1);
        int late = get(removals.sweep());

        assertThat(early).isZero();
        assertThat(there).isTrue();
        assertThat(late).isEqualTo(1);
        assertThat(count(id)).isZero();
        assertThat(bench.value("SELECT count(*) FROM media_rendition WHERE media_id = $1", id))
                .isEqualTo(0L);
        assertThat(count(other)).isEqualTo(1);
        assertThat(audit(id)).containsExactly("editor:an picture.drop", "clock picture.delete");
    }

    @Test
    void aMarkIsTakenBackByHandOrBySendingThePictureAgain() {
        var id = picture("Giữ lại");

        get(removals.mark(id, TestDesk.EDITOR));
        get(removals.keep(id, TestDesk.EDITOR));
        get(removals.keep(id, TestDesk.EDITOR));
        get(removals.mark(id, TestDesk.EDITOR));
        picture("Giữ lại");
        now = now.plus(Duration.ofDays(31));

        assertThat(get(removals.sweep())).isZero();
        assertThat(count(id)).isEqualTo(1);
        assertThat(audit(id))
                .containsExactly(
                        "editor:an picture.drop",
                        "editor:an picture.keep",
                        "editor:an picture.drop",
                        "editor:an picture.keep");
    }

    @Test
    void whatIsUsedAnywhereCannotBeMarked() {
        var lead = picture("đại diện");
        story(ArticleStatus.DRAFT, "", lead);
        var inside = picture("trong bài");
        story(ArticleStatus.PUBLISHED, shown(inside), null);
        var earlierLead = picture("đại diện cũ");
        changed(story(ArticleStatus.DRAFT, "", earlierLead), "<p>Không còn</p>", "");
        var earlier = picture("trong bản cũ");
        changed(story(ArticleStatus.DRAFT, shown(earlier), null), "<p>Không còn</p>", null);
        var typed = picture("đang viết");
        var copies = new WorkingCopies(bench.db);
        get(copies.save("ban-chua-luu", null, 0, new JsonObject().put("bodyHtml", shown(typed)), TestDesk.EDITOR));
        var chosen = picture("đang chọn");
        get(copies.save("ban-chua-luu-2", null, 0, new JsonObject().put("image", chosen), TestDesk.EDITOR));
        var page = picture("trang riêng");
        write(
                "INSERT INTO portal_page (slug, version, status, title_vi, body_vi) VALUES ('gt', 1, 'draft', 'x', $1)",
                shown(page));
        var banner = picture("ảnh bìa cũ");
        write(
                "INSERT INTO portal_version (version, actor, action, document) VALUES (1, 'a', 'b', $1::text::json)",
                "{\"pictures\":{\"light\":\"" + banner + "\"}}");

        Stream.of(lead, inside, earlierLead, earlier, typed, chosen, page, banner)
                .forEach(id -> assertThatThrownBy(() -> get(removals.mark(id, TestDesk.EDITOR)))
                        .as((String) bench.value("SELECT alt FROM media WHERE id = $1", id))
                        .hasMessageContaining("media.used"));
        assertThat(get(use.of(inside)).stories()).singleElement().matches(one -> one.inside() && !one.lead());
        assertThat(get(use.of(earlierLead)).stories()).singleElement().matches(one -> !one.inside() && !one.lead());
        assertThat(get(use.of(typed)))
                .matches(uses -> uses.copy() && uses.stories().isEmpty());
        assertThat(get(use.of(page))).matches(PictureUse.Uses::page);
        assertThat(get(use.of(banner))).matches(PictureUse.Uses::portal);
        assertThat(get(use.of(picture("tự do")))).matches(PictureUse.Uses::none);
    }

    private void write(String sql, String value) {
        get(bench.db.write(sql, Tuple.of(value)));
    }

    /** A story that is being saved while the picture's time has come holds it; the next look finds it used. */
    @Test
    void whatIsUsedAfterItWasMarkedStays() {
        var id = picture("Dùng lại");
        get(removals.mark(id, TestDesk.EDITOR));
        now = now.plus(Duration.ofDays(31));

        var connection = get(bench.db.pool().getConnection());
        var saving = get(connection.begin());
        get(connection
                .preparedQuery("""
                        INSERT INTO revision (article_id, version, action, actor, snapshot)
                        SELECT $1, 99, 'x', 'y', jsonb_build_object('body_html', $2::text)""")
                .execute(Tuple.of(story(ArticleStatus.DRAFT, "", null).value(), shown(id))));
        int during = get(removals.sweep());
        get(saving.commit());
        get(connection.close());
        int after = get(removals.sweep());

        assertThat(List.of(during, after)).containsOnly(0);
        assertThat(count(id)).isEqualTo(1);
        assertThat(bench.value("SELECT drop_at FROM media WHERE id = $1", id)).isNull();
        assertThat(audit(id)).endsWith("clock picture.keep");
    }

    @Test
    void manyNodesDeleteEachPictureOnce() {
        var ids = IntStream.range(0, 6).mapToObj(i -> picture("Ảnh " + i)).toList();
        ids.forEach(id -> get(removals.mark(id, TestDesk.EDITOR)));
        now = now.plus(Duration.ofDays(31));

        var nodes = IntStream.range(0, 3).mapToObj(i -> removals.sweep()).toList();
        get(Future.join(nodes));

        assertThat(nodes.stream().mapToInt(Future::result).sum()).isEqualTo(6);
        ids.forEach(id -> assertThat(audit(id)).containsExactly("editor:an picture.drop", "clock picture.delete"));
    }

    @Test
    void aReporterLetsOnlyOwnPicturesGo() {
        var own = get(store.keep(TestPictures.jpeg(64, 64), "Của Tý", "", "", REPORTER))
                .id();
        var other = picture("Của An");

        get(removals.mark(own, REPORTER));

        assertThatThrownBy(() -> get(removals.mark(other, REPORTER))).hasMessageContaining("media.not-yours");
        assertThatThrownBy(() -> get(removals.mark("khong-co", REPORTER))).hasMessageContaining("image.unknown");
        assertThat(audit(other)).isEmpty();
    }
}
