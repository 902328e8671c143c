package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;
import static vn.tinmoi.desk.TestDesk.published;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.Cable;

final class CategoryMovesTest {
    private final TestDesk desk = new TestDesk();
    private final CategoryMoves moves = new CategoryMoves(desk.vertx, desk.db);

    @AfterEach
    void close() {
        desk.close();
    }

    private void merge(String gone, String into) {
        desk.rows("INSERT INTO category_former (slug, into_slug) VALUES ($1, $2)", gone, into);
    }

    private static Draft in(Draft draft, String category) {
        return new Draft(draft.texts(), category, false, draft.status(), null, null);
    }

    @Test
    void everyStoryMovesAndEachPublishedOneIsTold() {
        var told = desk.create(in(published("Một"), "van-hoa")).article().id();
        var draft = desk.create(in(TestDesk.draft("Hai"), "van-hoa")).article().id();
        var gone = desk.create(in(published("Ba"), "van-hoa")).article().id();
        desk.withdraw(gone);
        var other = desk.create(in(published("Bốn"), "kinh-te")).article().id();
        merge("van-hoa", "xa-hoi");

        assertThat(get(moves.run())).isEqualTo(3);

        assertThat(desk.rows("SELECT category FROM article ORDER BY id").stream()
                        .map(row -> row.getString("category")))
                .containsExactly("xa-hoi", "xa-hoi", "xa-hoi", "kinh-te");
        assertThat(desk.value("SELECT count(*) FROM category WHERE slug = 'van-hoa'"))
                .isEqualTo(0L);
        assertThat(desk.rows("SELECT * FROM event_log WHERE kind = 'article.revised'"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getLong("article_id")).isEqualTo(told.value());
                    assertThat(row.getString("category")).isEqualTo("xa-hoi");
                    assertThat(row.getString("previous_category")).isEqualTo("van-hoa");
                    assertThat(row.getValue("payload").toString())
                            .contains("\"previousCategory\":\"van-hoa\"", "\"category\":\"xa-hoi\"", "\"version\":2");
                });
        assertThat(versions(told)).isEqualTo(versions(draft)).isEqualTo(2L);
        assertThat(versions(gone)).isEqualTo(3L);
        assertThat(versions(other)).isEqualTo(1L);
        assertThat(get(moves.run())).isZero();
    }

    private Object versions(ArticleId article) {
        return desk.value("SELECT count(*) FROM revision WHERE article_id = $1", article.value());
    }

    @Test
    void aStoryThatStillNamesTheFormerCategoryStandsInTheOneThatTookItsPlace() {
        merge("van-hoa", "xa-hoi");
        merge("tin-tuc", "kinh-te");
        get(moves.run());

        assertThat(desk.create(in(published("Một"), "van-hoa")).article().category())
                .isEqualTo("xa-hoi");
        assertThat(desk.create(published("Hai")).article().category()).isEqualTo("kinh-te");
    }

    @Test
    void whereANodeDiesInTheMiddleAnotherGoesOnAndEachStoryIsToldOnce() {
        for (int i = 0; i < 600; i++) desk.create(in(published("Tin " + i), "van-hoa"));
        long before = (long) desk.value("SELECT max(seq) FROM event_log");
        merge("van-hoa", "xa-hoi");
        var cable = new Cable(desk.vertx, desk.url);
        var dying = new TestDesk(cable.url());

        var cutOff = new CategoryMoves(dying.vertx, dying.db).run();
        Await.until(() -> (long) desk.value("SELECT count(*) FROM article WHERE category = 'xa-hoi'") > 0);
        cable.cut();
        Await.until(cutOff::isComplete);
        dying.close();
        get(moves.run());

        assertThat(desk.value("SELECT count(*) FROM article WHERE category = 'xa-hoi'"))
                .isEqualTo(600L);
        assertThat(desk.value("SELECT count(*) FROM category WHERE slug = 'van-hoa'"))
                .isEqualTo(0L);
        assertThat(desk.value("SELECT count(DISTINCT article_id) FROM event_log WHERE seq > $1", before))
                .isEqualTo(600L);
        assertThat(desk.value("SELECT max(seq) FROM event_log")).isEqualTo(before + 600);
        assertThat(desk.value("SELECT count(*) FROM revision WHERE version = 2"))
                .isEqualTo(600L);
    }

    @Test
    void twoNodesAndAWriterTogetherLoseNothing() throws Exception {
        for (int i = 0; i < 700; i++) desk.create(in(published("Tin " + i), "van-hoa"));
        var first = desk.create(in(published("Đầu"), "van-hoa")).article().id();
        long before = (long) desk.value("SELECT max(seq) FROM event_log");
        merge("van-hoa", "xa-hoi");

        var other = desk.another();
        var here = moves.run();
        var there = new CategoryMoves(other.vertx, other.db).run();
        for (int i = 0; i < 20; i++) desk.change(first, TestDesk.title("Đầu " + i));
        int moved = get(here) + get(there);
        other.close();

        assertThat(moved).isEqualTo(701);
        assertThat(desk.value("SELECT count(*) FROM article WHERE category = 'xa-hoi'"))
                .isEqualTo(701L);
        assertThat(desk.value("SELECT max(seq) FROM event_log")).isEqualTo(before + 701 + 20);
        assertThat(desk.value(
                        "SELECT count(*) FROM event_log e JOIN article a ON a.id = e.article_id"
                                + " WHERE e.seq > $1 AND e.previous_category = 'van-hoa' AND e.category = 'xa-hoi'",
                        before))
                .isEqualTo(701L);
    }
}
