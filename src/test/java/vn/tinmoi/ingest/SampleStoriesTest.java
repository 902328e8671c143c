package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.Story;

final class SampleStoriesTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Story> kept = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anEmptySiteGetsThemOldestFirst() throws Exception {
        int brought = bring(true, "2026-11-23T12:00:00Z");

        assertThat(brought).isEqualTo(28);
        assertThat(kept).isSortedAccordingTo(java.util.Comparator.comparing(Story::publishedAt));
        assertThat(kept)
                .extracting(Story::category)
                .containsOnly("tin-tuc", "kinh-te", "xa-hoi", "van-hoa", "giao-duc", "moi-truong");
        var newest = kept.getLast();
        assertThat(newest.guid()).isEqualTo("tinmoi:sample:cau-song-thuy");
        assertThat(newest.picture().id()).isEqualTo("mau-cau-song-thuy");
        assertThat(newest.picture().url()).isEqualTo("/static/sample/cau-song-thuy.svg");
        assertThat(newest.publishedAt()).isEqualTo("2026-11-23T10:30:00Z");
        assertThat(newest.lead()).startsWith("Sáng 23/11, cầu Sông Thủy");
        assertThat(new HashSet<>(kept.stream().map(Story::guid).toList())).hasSize(28);
    }

    @Test
    void eachHasAPictureThatFacebookAndZaloShow() throws Exception {
        bring(true, "2026-11-23T12:00:00Z");

        for (var story : kept) {
            var card = story.picture().card();
            var file = Path.of("webroot").resolve(card.url().substring("/static/".length()));
            var painted = ImageIO.read(file.toFile());

            assertThat(card.url()).endsWith(".jpg");
            assertThat(List.of(card.width(), card.height()))
                    .isEqualTo(List.of(painted.getWidth(), painted.getHeight()));
            assertThat(Files.size(file)).isBetween(10_000L, 90_000L);
        }
    }

    @Test
    void aSiteWithStoriesGetsNone() throws Exception {
        assertThat(bring(false, "2026-11-23T12:00:00Z")).isZero();
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-23T12:00:00Z", "2027-01-01T03:00:00Z", "2028-03-01T19:30:00Z", "2026-12-31T16:59:59Z"})
    void noPlaceIsLeftOpenOnAnyDay(String now) {
        for (var story : samples(true, now).stories()) {
            var words = story.title()
                    + story.lead()
                    + story.bodyHtml()
                    + story.picture().alt()
                    + story.picture().caption();
            assertThat(words)
                    .doesNotContain("{")
                    .doesNotContainPattern("(sáng|chiều|tối|ngày) ([Tt]hứ (hai|ba|tư|năm|sáu|bảy)|[Cc]hủ nhật)");
        }
    }

    @Test
    void inTheNightTheMorningToldOfIsYesterdays() {
        var newest = samples(true, "2027-01-01T20:00:00Z").stories().getLast(); // 3:00 on the 2nd in the site's zone

        assertThat(newest.lead()).startsWith("Sáng 01/01, cầu Sông Thủy");
    }

    @Test
    void placesAreDaysFromTheDayOfTheStory() {
        var told = LocalDate.of(2026, 12, 31);

        assertThat(SampleStories.dated("{ngay:-1}, {ngay:0}, {ngay:+2}", told)).isEqualTo("30/12, 31/12, 02/01");
    }

    private int bring(boolean empty, String now) throws Exception {
        return samples(empty, now)
                .bring()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private SampleStories samples(boolean empty, String now) {
        return new SampleStories(
                vertx,
                () -> Future.succeededFuture(empty),
                story -> {
                    kept.add(story);
                    return Future.succeededFuture(Story.Outcome.NEW);
                },
                Fixture.ZONE,
                () -> Instant.parse(now));
    }
}
