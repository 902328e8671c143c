package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.media.PictureCare.Words;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/** Words of a picture that readers' stories rest on are changed, and not taken away. */
final class PictureCareTest {
    private static final Words FULL = new Words("Cầu mới", "", "An Nhiên");

    private TestDesk bench;
    private PictureCare care;
    private String picture;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        care = new PictureCare(bench.db);
        picture = get(new MediaStore(bench.vertx, bench.db)
                        .keep(TestPictures.jpeg(64, 64), FULL.alt(), FULL.caption(), FULL.credit(), TestDesk.EDITOR))
                .id();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ArticleId story(String title, ArticleStatus status, String body, @Nullable String image) {
        var texts = Texts.of(TextField.TITLE, title).with(TextField.BODY_HTML, body);
        return get(bench.desk.create(new Draft(texts, null, false, status, null, image), TestDesk.EDITOR, null))
                .article()
                .id();
    }

    private String refused(Words now) {
        var problem = (Problem) catchThrowable(() -> get(care.say(picture, FULL, now, TestDesk.EDITOR)));
        return problem.code() + " " + problem.field() + " " + problem.arguments();
    }

    @Test
    void wordsThatReadersNeedAreNotTakenAway() {
        story("Cầu mới thông xe", ArticleStatus.PUBLISHED, "", picture);
        var draft = story("Cầu cũ", ArticleStatus.DRAFT, "<img src=\"/media/" + picture + "-64.jpg\" alt=\"\">", null);
        get(bench.db.write(
                "INSERT INTO story_stage (article_id, stage, actor) VALUES ($1, 'waiting', 'x')",
                Tuple.of(draft.value())));

        assertThat(refused(new Words("Cầu", "", " ")))
                .isEqualTo("image.words-needed credit [“Cầu cũ”, “Cầu mới thông xe”]");
        assertThat(refused(new Words(" ", "", "An Nhiên"))).as("used or not").startsWith("media.alt alt");
        get(care.say(picture, FULL, new Words("Cầu mới Bến Sen", "", "TTXVN"), TestDesk.EDITOR));
    }

    @Test
    void whatNoReaderSeesMaySayNothing() {
        story("Bài nháp", ArticleStatus.DRAFT, "", picture);
        var gone = story("Bài đã gỡ", ArticleStatus.PUBLISHED, "", picture);
        get(bench.desk.withdraw(gone, "", null, TestDesk.EDITOR, null));

        get(care.say(picture, FULL, new Words("Cầu mới", "", ""), TestDesk.EDITOR));

        assertThat(bench.value("SELECT credit FROM media WHERE id = $1", picture))
                .isEqualTo("");
    }

    @Test
    void aMarkSaysWhoseItIsAndWhoTookItBack() {
        var removals = new Removals(bench.db, InstantSource.system());
        var list = new MediaList(bench.db);
        get(removals.mark(picture, TestDesk.EDITOR));

        var marked = get(list.one(picture)).orElseThrow();
        get(removals.keep(picture, new Actor("token:reporter", false)));
        var kept = get(list.one(picture)).orElseThrow();

        assertThat(marked.dropBy()).isEqualTo("editor:an");
        assertThat(marked.droppedAt()).isNotNull();
        assertThat(kept.dropBy()).isNull();
        assertThat(bench.value(
                        "SELECT actor || ' ' || (detail->>'marked') FROM audit WHERE action = 'picture.keep' AND detail->>'picture' = $1",
                        picture))
                .isEqualTo("token:reporter editor:an");
    }
}
