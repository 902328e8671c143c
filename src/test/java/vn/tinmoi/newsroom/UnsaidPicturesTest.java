package vn.tinmoi.newsroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.Bulk;
import vn.tinmoi.desk.BulkOrder;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.desk.Expiries;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/** The newsroom shows readers no picture without a word on what it shows and whose it is. */
final class UnsaidPicturesTest {
    private static final Actor EDITOR = TestDesk.EDITOR;
    private static final String INSIDE = "<p>Một.</p><figure><img src=\"/media/%s-320.jpg\" alt=\"%s\" /></figure>";

    private TestDesk bench;
    private Flow flow;
    private PendingVersions pendings;
    private UnsaidPictures unsaid;
    private StoryWrites writes;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        flow = new Flow(bench.db);
        pendings = new PendingVersions(bench.vertx, bench.db, bench.desk, flow);
        unsaid = new UnsaidPictures(bench.vertx, bench.db);
        writes = new StoryWrites(
                bench.desk,
                flow,
                new Comments(bench.vertx, bench.db, flow),
                pendings,
                new Expiries(bench.db, InstantSource.system()),
                new WorkingCopies(bench.db),
                unsaid,
                new LocalTimes(() -> ZoneId.of("UTC")),
                InstantSource.system());
        picture("du", "Cầu mới", "An Nhiên");
        picture("thieu-nguon", "Thuyền về", "");
        picture("thieu-loi", "", "An Nhiên");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void picture(String id, String alt, String credit) {
        get(bench.db.write(
                "INSERT INTO media (id, url, width, height, alt, caption, credit) VALUES ($1, $2, 320, 200, $3, '', $4)",
                Tuple.of(id, "/media/" + id + "-320.jpg", alt, credit)));
    }

    private ArticleId story(String image, String body, ArticleStatus status) {
        var texts = Texts.of(TextField.TITLE, "Bài").with(TextField.BODY_HTML, body);
        return get(bench.desk.create(
                        new Draft(texts, "xa-hoi", false, status, null, image.isEmpty() ? null : image), EDITOR, null))
                .article()
                .id();
    }

    private Flow.Standing standing(ArticleId id) {
        return get(flow.standing(id)).orElseThrow();
    }

    private Future<ArticleId> press(Move move, ArticleId id, String... more) {
        var standing = standing(id);
        var fields = new HashMap<>(Map.of(
                "title", "Tên khác",
                "version", String.valueOf(standing.article().version()),
                "publishAt", "2099-01-01T07:00",
                "correction", "Nói rõ"));
        for (int i = 0; i < more.length; i += 2) fields.put(more[i], more[i + 1]);
        return writes.save(standing, new StoryFields(fields), move, EDITOR);
    }

    /** The problem's code, field and words. */
    private static String refused(Future<?> future) {
        var problem = (Problem) catchThrowable(() -> get(future));
        return problem.code() + " " + problem.field() + " "
                + String.join(
                        " | ",
                        problem.arguments().stream().map(Object::toString).toList());
    }

    @Test
    void nothingIsCalledReadyNorShownWithAPictureOfWhichTooLittleIsSaid() {
        var id = story("thieu-nguon", "<p>Một.</p>", ArticleStatus.DRAFT);
        for (var move : List.of(Move.PUBLISH, Move.SCHEDULE)) {
            assertThat(refused(press(move, id))).isEqualTo("picture.no-credit image “Thuyền về”");
        }
        assertThat(standing(id).article().version()).as("nothing was saved").isEqualTo(1);
        get(press(Move.SAVE, id));
        get(press(Move.SUBMIT, id));
        get(press(Move.TAKE, id));
        assertThat(refused(press(Move.APPROVE, id))).startsWith("picture.no-credit image");
        assertThat(standing(id).stage()).isEqualTo(Stage.REVIEWING);

        get(bench.db.write("UPDATE media SET credit = 'TTXVN' WHERE id = 'thieu-nguon'", Tuple.tuple()));
        get(press(Move.APPROVE, id));
        get(press(Move.PUBLISH, id));
        assertThat(standing(id).stage()).isEqualTo(Stage.PUBLISHED);
    }

    @Test
    void picturesInTheTextCountAndAreNamed() {
        var body = INSIDE.formatted("thieu-nguon", "Thuyền") + INSIDE.formatted("thieu-loi", "");
        var id = story("du", body, ArticleStatus.DRAFT);

        assertThat(refused(press(Move.PUBLISH, id))).isEqualTo("picture.no-words bodyHtml “thieu-loi” | “Thuyền về”");
        assertThat(refused(press(Move.PUBLISH, id, "bodyHtml", "<img src='/media/thieu-loi-320.jpg'>")))
                .as("as it is typed")
                .isEqualTo("picture.no-alt bodyHtml “thieu-loi”");
        get(press(Move.PUBLISH, id, "bodyHtml", INSIDE.formatted("thieu-loi", "Chợ phiên")));
    }

    @Test
    void picturesOfOtherSitesSayBothInTheText() {
        var there = "<figure><img src=\"https://bao.example/a.jpg\" alt=\"%s\" /><figcaption>%s</figcaption></figure>";
        var id = story("du", there.formatted("", ""), ArticleStatus.DRAFT);
        var refusal = "picture.elsewhere bodyHtml “https://bao.example/a.jpg”";

        assertThat(refused(press(Move.PUBLISH, id))).isEqualTo(refusal);
        assertThat(refused(press(Move.PUBLISH, id, "bodyHtml", there.formatted("Cầu", " "))))
                .isEqualTo(refusal);
        assertThat(refused(press(Move.PUBLISH, id, "bodyHtml", there.formatted("", "Ảnh: Báo"))))
                .isEqualTo(refusal);
        assertThat(refused(press(Move.SCHEDULE, id, "bodyHtml", "<img src=\"https://bao.example/a.jpg\">")))
                .isEqualTo(refusal);
        var dot = "<p>Một<img src=\"https://dem.example/1.gif\" width=\"1\" height=\"1\"></p>"
                + "<img src=\"http://bao.example/a.jpg\">";
        var fine = there.formatted("Cầu", "Ảnh: Báo") + "<img src=\"/static/cau.svg\" alt=\"Cầu\">";
        get(press(Move.PUBLISH, id, "bodyHtml", fine + dot));
    }

    @Test
    void aPictureOfAnotherSiteThatReadersSawMayStay() {
        var imported = story("", "<p><img src=\"https://bao.example/a.jpg\" /></p>", ArticleStatus.PUBLISHED);

        get(press(Move.SAVE, imported));
        get(press(Move.CORRECT, imported));
    }

    @Test
    void aNewStoryIsNotMadeAndASavedOneShowsNoFurtherPicture() {
        var fresh = new StoryFields(Map.of("title", "Bài mới", "image", "thieu-nguon", "category", "xa-hoi"));
        assertThat(refused(writes.create(fresh, Move.PUBLISH, EDITOR))).startsWith("picture.no-credit image");
        assertThat(bench.value("SELECT count(*) FROM article")).isEqualTo(0L);

        var imported = story("thieu-nguon", "<p>Một.</p>", ArticleStatus.PUBLISHED);
        get(press(Move.CORRECT, imported));
        get(press(Move.SAVE, imported));
        assertThat(refused(press(Move.SAVE, imported, "bodyHtml", INSIDE.formatted("thieu-loi", ""))))
                .isEqualTo("picture.no-alt bodyHtml “thieu-loi”");
        var change = get(pendings.begin(imported, EDITOR));
        assertThat(refused(press(Move.PUBLISH, change, "bodyHtml", INSIDE.formatted("thieu-loi", ""))))
                .isEqualTo("picture.no-alt bodyHtml “thieu-loi”");
        get(press(Move.PUBLISH, change));
    }

    @Test
    void ofManyStoriesEachSaysWhyAndProgramsAnswerForTheirs() {
        var fine = story("du", "", ArticleStatus.DRAFT);
        var lacks = story("thieu-nguon", "", ArticleStatus.DRAFT);
        var bulk = new Bulk(bench.db, bench.desk, flow, unsaid);
        var wishes = List.of(new BulkOrder.Wish(fine, 1), new BulkOrder.Wish(lacks, 1));
        var order = new BulkOrder("0123456789abcdef", Move.PUBLISH, "", wishes);

        get(bulk.run(order, EDITOR));

        var items = get(bulk.report(order.key(), EDITOR)).orElseThrow().items();
        assertThat(items.get(0).was()).isNotNull();
        assertThat(items.get(1).problem()).isEqualTo("picture.no-credit");
        assertThat(items.get(1).arguments()).containsExactly("“Thuyền về”");
        get(bench.desk.publish(lacks, null, EDITOR, null));
        assertThat(standing(lacks).stage()).isEqualTo(Stage.PUBLISHED);
    }
}
