package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.REPORTER;
import static vn.tinmoi.desk.TestDesk.draft;
import static vn.tinmoi.desk.TestDesk.get;
import static vn.tinmoi.desk.TestDesk.published;
import static vn.tinmoi.desk.TestDesk.texts;
import static vn.tinmoi.desk.TestDesk.title;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;

public final class DeskTest {
    private static TestDesk bench;

    @BeforeAll
    static void open() {
        bench = new TestDesk();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @BeforeEach
    void emptyHouse() {
        bench.committed.clear();
        assertThat(bench.rows("TRUNCATE article, revision, audit, idempotency RESTART IDENTITY"))
                .isEmpty();
        assertThat(bench.rows("DELETE FROM event_log WHERE seq > 0")).isEmpty();
    }

    @Test
    void aDraftIsSavedWithARevisionAndWithoutAnEvent() {
        var saved = bench.create(draft("  Lễ hội  đền Hùng "));

        var article = saved.article();
        assertThat(saved.event()).isNull();
        assertThat(article.title()).isEqualTo("Lễ hội đền Hùng");
        assertThat(article.slug()).isEqualTo("le-hoi-den-hung");
        assertThat(article.status()).isEqualTo(ArticleStatus.DRAFT);
        assertThat(article.version()).isEqualTo(1);
        assertThat(article.category()).isEqualTo("tin-tuc");
        assertThat(bench.log()).isEmpty();
        assertThat(bench.rows("SELECT action, actor FROM revision").getFirst().getString("actor"))
                .isEqualTo("editor:an");
        assertThat(bench.value("SELECT count(*) FROM audit WHERE action = 'create'"))
                .isEqualTo(1L);
        assertThat(bench.committed).as("what readers see is as it was").isEmpty();
    }

    @Test
    void aStoryPublishedAtOnceIsInTheLogAsItWasAnswered() {
        var saved = bench.create(published("Tin nóng"));

        var article = saved.article();
        assertThat(saved.event()).hasToString("e1-1");
        assertThat(bench.log()).containsExactly("1 article.published " + article.id() + " 1");
        var payload = new JsonObject((String) bench.value("SELECT payload::text FROM event_log WHERE seq = 1"));
        assertThat(payload.getString("title")).isEqualTo("Tin nóng");
        assertThat(Instant.parse(payload.getString("publishedAt")))
                .isEqualTo(article.publishedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void itsOwnNodeIsToldWhatStandsInTheLog() {
        var id = bench.create(published("Tin nóng")).article().id();
        bench.change(id, title("Tin nguội"));
        bench.change(id, new Change(Texts.NONE, "xa-hoi", null, null, null, null, null));
        bench.feature(id, true);
        bench.change(bench.create(draft("Nháp")).article().id(), title("Nháp khác"));

        assertThat(bench.committed)
                .hasSize(4)
                .usingRecursiveComparison()
                .ignoringFields("at", "payload")
                .isEqualTo(get(new EventLog(bench.db).after("e1", 0, 100)));
    }

    @Test
    void whatIsAnsweredIsWhatStandsInTheTable() {
        var saved = bench.create(published("Tin nóng"));

        var read = get(bench.desk.reads().read(saved.article().id())).orElseThrow();
        assertThat(read.article()).isEqualTo(saved.article());
    }

    @Test
    void publishingADraftFixesItsAddress() {
        var id = bench.create(draft("Tựa đầu")).article().id();
        bench.change(id, title("Tựa hai"));

        var first = bench.publish(id).article();
        var later = bench.change(id, title("Tựa ba")).article();

        assertThat(first.slug()).isEqualTo("tua-hai");
        assertThat(later.slug()).isEqualTo("tua-hai");
        assertThat(later.publishedAt()).isEqualTo(first.publishedAt());
        assertThat(bench.log()).containsExactly("1 article.published " + id + " 3", "2 article.revised " + id + " 4");
    }

    @Test
    void aFeaturedDraftIsOneEventThatReachesTheFeatured() {
        var wish = new Draft(texts("Nổi bật", "", "", ""), null, true, ArticleStatus.DRAFT, null, null);
        var id = bench.create(wish).article().id();

        bench.publish(id);

        assertThat(bench.log()).containsExactly("1 article.published " + id + " 2");
        assertThat(bench.value("SELECT featured FROM event_log WHERE seq = 1")).isEqualTo(true);
        assertThat(bench.value("SELECT featured_at IS NOT NULL FROM article")).isEqualTo(true);
    }

    @Test
    void movingAStoryNamesTheCategoryItLeft() {
        var id = bench.create(published("Dời mục")).article().id();

        bench.change(id, new Change(Texts.NONE, "kinh-te", null, null, null, null, null));

        var row = bench.rows("SELECT category, previous_category FROM event_log WHERE seq = 2")
                .getFirst();
        assertThat(row.getString("category")).isEqualTo("kinh-te");
        assertThat(row.getString("previous_category")).isEqualTo("tin-tuc");
    }

    @Test
    void aCorrectionTellsReadersWhatItCorrects() {
        var id = bench.create(published("Sửa số liệu")).article().id();

        var saved = bench.change(id, correction("<p>Đúng</p>", " Đã sửa  số liệu ở đoạn 2. "))
                .article();
        var later = bench.change(id, title("Tiêu đề khác")).article();

        assertThat(saved.correction()).isNotNull();
        assertThat(saved.correction().note()).isEqualTo("Đã sửa số liệu ở đoạn 2.");
        assertThat(saved.correction().at()).isEqualTo(saved.updatedAt());
        assertThat(later.correction()).isEqualTo(saved.correction());
        assertThat(bench.value("SELECT payload->>'correction' FROM event_log WHERE seq = 2"))
                .isEqualTo("Đã sửa số liệu ở đoạn 2.");
        assertThat(bench.value("SELECT payload->>'correction' FROM event_log WHERE seq = 3"))
                .isNull();
    }

    @Test
    void aLaterCorrectionTakesThePlaceOfTheFirstWhichStaysInTheHistory() {
        var id = bench.create(published("Sửa hai lần")).article().id();
        var first = bench.change(id, correction(null, "Sửa lần một.")).article();

        var same = bench.change(id, correction(null, "Sửa lần một."));
        var again = bench.change(id, correction("<p>Khác</p>", "Sửa lần một.")).article();
        var second = bench.change(id, correction(null, "Sửa lần hai.")).article();

        assertThat(same.event()).as("what is said already is no change").isNull();
        assertThat(again.correction().at()).isAfter(first.correction().at());
        assertThat(second.correction().note()).isEqualTo("Sửa lần hai.");
        assertThat(bench.rows("SELECT snapshot->>'correction' AS note FROM revision ORDER BY version").stream()
                        .map(row -> row.getString("note")))
                .containsExactly(null, "Sửa lần một.", "Sửa lần một.", "Sửa lần hai.");
    }

    @Test
    void aWithdrawnStorysCorrectionLeavesTheLogWithItsWords() {
        var id = bench.create(published("Gỡ sau khi sửa")).article().id();
        bench.change(id, correction(null, "Lời không ai được thấy nữa."));

        bench.withdraw(id);

        assertThat(bench.value("SELECT count(*) FROM event_log WHERE payload::text LIKE '%không ai%'"))
                .isEqualTo(0L);
    }

    @Test
    void whatNobodyHasReadCannotBeCorrectedBeforeTheirEyes() {
        var draft = bench.create(draft("Nháp")).article().id();

        assertProblem("correction.unpublished", () -> bench.change(draft, correction(null, "Đã sửa.")));
    }

    @Test
    void aBylineIsSavedWithWhomItNames() {
        var id = bench.create(new Draft(
                        texts("Nêu nguồn", "", "", "Theo Quốc Tuấn/Báo Thủy Lam"),
                        null,
                        false,
                        ArticleStatus.DRAFT,
                        null,
                        null))
                .article()
                .id();
        var names = "SELECT author_slug || ' ' || source_slug FROM article WHERE id = $1";
        assertThat(bench.value(names, id.value())).isEqualTo("quoc-tuan bao-thuy-lam");

        bench.change(id, TestDesk.change(TextField.BYLINE, "An Nhiên"));

        assertThat(bench.value(names, id.value())).isEqualTo("an-nhien ");
    }

    private static Change correction(@Nullable String bodyHtml, String note) {
        return new Change(
                Texts.of(field -> field == TextField.BODY_HTML ? bodyHtml : null), null, null, null, null, null, note);
    }

    @ParameterizedTest
    @EnumSource(
            value = TextField.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EMBARGOED_UNTIL", "IMAGE_CAPTION"}) // EmbargoTest, ArticleApiTest: they need a draft, a picture
    void everyTextIsKeptWhereItsNameSays(TextField field) {
        var id = bench.create(published("Đủ chữ")).article().id();

        var saved = bench.change(id, TestDesk.change(field, "Chữ mới")).article();

        assertThat(saved.texts())
                .isEqualTo(
                        texts("Đủ chữ", "Sa pô", "<p>Nội dung</p>", "An Nhiên").with(field, "Chữ mới"));
        assertThat(get(bench.desk.reads().read(id)).orElseThrow().article()).isEqualTo(saved);
        assertThat(bench.value("SELECT " + field.column() + " FROM article")).isEqualTo("Chữ mới");
        assertThat(bench.value("SELECT snapshot->>'" + field.column() + "' FROM revision WHERE version = 2"))
                .isEqualTo("Chữ mới");
        assertThat(bench.value("SELECT detail->>'changed' FROM audit WHERE action = 'change'"))
                .isEqualTo("[\"" + field.json() + "\"]");
        assertThat(ArticleJson.article(saved).getString(field.json())).isEqualTo("Chữ mới");
    }

    @ParameterizedTest
    @EnumSource(
            value = TextField.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EMBARGOED_UNTIL", "IMAGE_CAPTION"}) // EmbargoTest, ArticleApiTest: they need a draft, a picture
    void anEmptyTextIsOneOrTakesItAwayOrIsRefused(TextField field) {
        var id = bench.create(published("Bỏ chữ")).article().id();
        bench.change(id, TestDesk.change(field, "Chữ mới"));

        if (field.isRequired()) {
            assertField(field.json(), TestDesk.change(field, ""));
            return;
        }
        var saved = bench.change(id, TestDesk.change(field, "")).article();
        assertThat(saved.texts().get(field)).isEqualTo(field.isNullable() ? null : "");
        assertThat(ArticleJson.article(saved).containsKey(field.json())).isEqualTo(!field.isNullable());
        assertThat(get(bench.desk.reads().read(id)).orElseThrow().article()).isEqualTo(saved);
    }

    @Test
    void aChangeWithoutADifferenceMakesNoVersion() {
        var before = bench.create(published("Như cũ"));
        bench.committed.clear();

        var after = bench.change(before.article().id(), title(" Như  cũ"));

        assertThat(after.article()).isEqualTo(before.article());
        assertThat(after.event()).isNull();
        assertThat(bench.value("SELECT count(*) FROM revision")).isEqualTo(1L);
        assertThat(bench.log()).hasSize(1);
        assertThat(bench.committed).isEmpty();
    }

    @Test
    void featuringTellsTheFeaturedBothWays() {
        var id = bench.create(published("Nổi bật")).article().id();

        assertThat(bench.feature(id, true).event()).hasToString("e1-2");
        assertThat(bench.feature(id, true).event()).isNull();
        assertThat(bench.feature(id, false).event()).hasToString("e1-3");

        assertThat(bench.value("SELECT bool_and(featured) FROM event_log WHERE seq > 1"))
                .isEqualTo(true);
        assertThat(bench.value("SELECT featured_at FROM article")).isNull();
    }

    @Test
    void aWithdrawnStoryLeavesNoWordsInTheLog() {
        var id = bench.create(published("Bí mật")).article().id();
        bench.change(id, title("Bí mật hơn"));

        var saved = bench.withdraw(id);

        assertThat(saved.article().status()).isEqualTo(ArticleStatus.WITHDRAWN);
        assertThat(saved.article().withdrawnReason()).isEqualTo("Sai sự thật");
        assertThat(bench.log())
                .containsExactly(
                        "1 article.withdrawn " + id + " 1",
                        "2 article.withdrawn " + id + " 2",
                        "3 article.withdrawn " + id + " 3");
        assertThat(bench.value("SELECT count(*) FROM event_log WHERE payload::text LIKE '%mật%'"))
                .isEqualTo(0L);
        assertThat(bench.value("SELECT payload->>'url' FROM event_log WHERE seq = 1"))
                .isEqualTo("/a/" + id);
    }

    @Test
    void aWithdrawnStoryCanBePublishedAgain() {
        var first = bench.create(published("Trở lại")).article();
        bench.withdraw(first.id());

        var again = bench.publish(first.id());

        assertThat(again.event()).hasToString("e1-3");
        assertThat(again.article().publishedAt()).isEqualTo(first.publishedAt());
        assertThat(again.article().withdrawnAt()).isNull();
    }

    @Test
    void statesThatDoNotFitAreConflicts() {
        var id = bench.create(draft("Nháp")).article().id();

        assertProblem("article.not-published", () -> bench.withdraw(id));
        assertProblem("article.not-published", () -> bench.feature(id, true));
        bench.publish(id);
        assertProblem("article.already-published", () -> bench.publish(id));
        bench.withdraw(id);
        assertProblem("article.already-withdrawn", () -> bench.withdraw(id));
        assertProblem("article.unknown", () -> bench.publish(new ArticleId(999_999)));
    }

    @Test
    void aStaleVersionIsRefusedAndNamesTheCurrentOne() {
        var id = bench.create(draft("Một")).article().id();
        bench.change(id, title("Hai"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> get(bench.desk.change(id, title("Ba"), 1, EDITOR, null)))
                .satisfies(problem -> assertThat(problem.arguments()).containsExactly(2));
        assertThat(get(bench.desk.change(id, title("Ba"), 2, EDITOR, null))
                        .article()
                        .version())
                .isEqualTo(3);
    }

    @Test
    void aReporterWritesDraftsOnly() {
        var mine =
                get(bench.desk.create(draft("Nháp"), REPORTER, null)).article().id();
        assertThat(get(bench.desk.change(mine, title("Nháp hai"), null, REPORTER, null))
                        .article()
                        .version())
                .isEqualTo(2);

        assertProblem("right.publish", () -> get(bench.desk.create(published("Đăng"), REPORTER, null)));
        assertProblem("right.publish", () -> get(bench.desk.publish(mine, null, REPORTER, null)));
        assertProblem(
                "right.publish",
                () -> get(bench.desk.change(mine, status(ArticleStatus.PUBLISHED), null, REPORTER, null)));
        bench.publish(mine);
        assertProblem("right.publish", () -> get(bench.desk.change(mine, title("Sửa"), null, REPORTER, null)));
        assertProblem("right.publish", () -> get(bench.desk.withdraw(mine, "", null, REPORTER, null)));
        assertProblem("right.publish", () -> get(bench.desk.feature(mine, true, null, REPORTER, null)));
    }

    @Test
    void aPatchMaySchedulePublishAndUnscheduleButNotWithdraw() {
        var id = bench.create(draft("Hẹn giờ")).article().id();
        var tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

        assertProblem("publish-at.missing", () -> bench.change(id, status(ArticleStatus.SCHEDULED)));
        assertProblem("publish-at.not-scheduled", () -> bench.change(id, due(null, tomorrow)));
        assertProblem("publish-at.past", () -> bench.change(id, due(ArticleStatus.SCHEDULED, Instant.EPOCH)));
        assertThat(bench.change(id, due(ArticleStatus.SCHEDULED, tomorrow))
                        .article()
                        .publishAt())
                .isEqualTo(tomorrow);
        assertThat(bench.change(id, status(ArticleStatus.DRAFT)).article().publishAt())
                .isNull();
        bench.change(id, due(ArticleStatus.SCHEDULED, tomorrow));
        var live = bench.change(id, status(ArticleStatus.PUBLISHED));
        assertThat(live.event()).hasToString("e1-1");
        assertThat(live.article().publishAt()).isNull();
        assertProblem("article.status-change", () -> bench.change(id, status(ArticleStatus.WITHDRAWN)));
        assertProblem("article.status-change", () -> bench.change(id, status(ArticleStatus.DRAFT)));
        assertThat(bench.log()).containsExactly("1 article.published " + id + " 5");
    }

    @Test
    void unusableValuesNameTheirField() {
        assertField("title", TestDesk.change(TextField.TITLE, " ​ "));
        assertField("title", title("ế".repeat(301)));
        assertField("title", title("nửa \ud83d"));
        assertField("lead", TestDesk.change(TextField.LEAD, "a\0b"));
        assertField("lead", TestDesk.change(TextField.LEAD, "a".repeat(1_001)));
        assertField("byline", TestDesk.change(TextField.BYLINE, "a".repeat(201)));
        assertField("bodyHtml", TestDesk.change(TextField.BODY_HTML, "ế".repeat(180_000)));
        assertField("category", new Change(Texts.NONE, "the-thao", null, null, null, null, null));
        assertField("category", new Change(Texts.NONE, "x\0", null, null, null, null, null));
        for (var note : new String[] {" \u200b ", "a\0b", "a".repeat(1_001)}) {
            assertField("correction", correction(null, note));
        }
        assertField("image", new Change(Texts.NONE, null, null, null, null, "khong-co", null));
    }

    @Test
    void aCorrectionOfAThousandReadersCharactersFits() {
        var id = bench.create(published("Dài lời")).article().id();

        var saved = bench.change(id, correction(null, "e\u0302\u0301".repeat(1_000)));

        assertThat(saved.article().correction().note()).isEqualTo("ế".repeat(1_000));
        assertThat(bench.value("SELECT char_length(payload->>'correction') FROM event_log WHERE seq = 2"))
                .isEqualTo(1_000);
        assertThat(bench.value("SELECT correction FROM article")).isEqualTo("ế".repeat(1_000));
    }

    @Test
    void aTitleOfThreeHundredReadersCharactersFits() {
        var decomposed = "e\u0302\u0301".repeat(300);

        assertThat(bench.create(draft(decomposed)).article().title()).isEqualTo("ế".repeat(300));
    }

    @Test
    void aPictureIsShownByItsId() {
        assertThat(
                        bench.rows(
                                "INSERT INTO media (id, url, width, height, alt) VALUES ('cau', '/media/cau.jpg', 3, 2, 'Cầu') ON CONFLICT DO NOTHING"))
                .isEmpty();
        var id =
                bench.create(new Draft(texts("Có ảnh", "", "", ""), null, false, ArticleStatus.PUBLISHED, null, "cau"));

        assertThat(id.article().picture().alt()).isEqualTo("Cầu");
        var without = bench.change(id.article().id(), new Change(Texts.NONE, null, null, null, null, "", null));
        assertThat(without.article().picture()).isNull();
    }

    @Test
    void aFailingListenerDoesNotUndoACommit() {
        var desk = new Desk(bench.vertx, bench.db, () -> "e1", article -> {
            throw new IllegalStateException("deaf");
        });

        assertThat(get(desk.create(draft("Vẫn lưu"), EDITOR, null)).article().version())
                .isEqualTo(1);
    }

    public static void assertProblem(String code, ThrowingCallable call) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private void assertField(String field, Change change) {
        var id = bench.create(draft("Nền")).article().id();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> bench.change(id, change))
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
                    assertThat(problem.field()).isEqualTo(field);
                });
    }

    private static Change status(ArticleStatus status) {
        return due(status, null);
    }

    private static Change due(ArticleStatus status, Instant publishAt) {
        return new Change(Texts.NONE, null, null, status, publishAt, null, null);
    }
}
