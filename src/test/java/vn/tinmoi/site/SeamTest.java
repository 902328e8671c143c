package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.TestBackends;

/**
 * Between a page and the stream from its cursor nothing is lost: whatever the log held at that cursor is on the page. What
 * the page shows beyond it comes again, and its version says so.
 */
final class SeamTest {
    private static final Pattern CURSOR = Pattern.compile("(?:data-cursor=|\"cursor\":)\"e1-(\\d+)\"");
    private final String database = TestBackends.freshDatabase();
    private final Newspaper paper = new Newspaper(database);
    private final Newspaper desk = new Newspaper(database); // of another thread: the page's own may be held
    private final ArticleId old = desk.story("Tin cũ");

    @AfterEach
    void close() {
        paper.close();
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/en", "/chuyen-muc/tin-tuc", "/bai-viet/mot-tin-", "/api/v1/front"})
    void aStoryThatIsCommittedJustBeforeTheCursorIsTakenIsOnThePage(String path) {
        var first = new AtomicBoolean(true);
        paper.whenAsked = () -> {
            if (first.getAndSet(false)) elsewhere(() -> paper.tell(EventText.PUBLISHED, desk.story("Tin vừa đăng")));
        };

        var page = get(path);

        assertThat(first).isFalse();
        assertThat(cursor(page)).isEqualTo(41);
        assertThat(page).contains("Tin vừa đăng");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/en", "/chuyen-muc/tin-tuc", "/bai-viet/mot-tin-", "/api/v1/front"})
    void aRevisionThatIsCommittedJustBeforeTheCursorIsTakenIsOnThePage(String path) {
        var first = new AtomicBoolean(true);
        paper.whenAsked = () -> {
            if (first.getAndSet(false)) elsewhere(() -> revise("Tin đã sửa"));
        };

        var page = get(path);

        assertThat(cursor(page)).isEqualTo(41);
        assertThat(page).contains("Tin đã sửa").doesNotContain("Tin cũ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/en", "/chuyen-muc/tin-tuc", "/bai-viet/mot-tin-"})
    void whatIsCommittedWhileThePageIsWrittenComesOnTheStreamFromIt(String path) {
        var first = new AtomicBoolean(true);
        paper.whileWriting = () -> {
            if (first.getAndSet(false)) elsewhere(() -> revise("Tin đã sửa"));
        };

        var page = get(path);

        assertThat(first).isFalse();
        assertThat(page).contains("Tin cũ");
        assertThat(cursor(page)).isEqualTo(40);
        assertThat(get(path)).contains("Tin đã sửa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/en", "/chuyen-muc/tin-tuc", "/bai-viet/mot-tin-", "/api/v1/front"})
    void aKeptPageAndItsCursorAgreeAfterEveryEvent(String path) {
        assertThat(cursor(get(path))).isEqualTo(40);

        paper.tell(EventText.PUBLISHED, desk.story("Tin vừa đăng"));
        assertAgree(path, 41, "Tin vừa đăng");
        revise("Tin đã sửa");
        assertAgree(path, 42, "Tin đã sửa");
        var gone = desk.story("Tin sẽ gỡ");
        paper.tell(EventText.PUBLISHED, gone);
        assertAgree(path, 43, "Tin sẽ gỡ");
        desk.withdraw(gone);
        paper.tell(EventText.WITHDRAWN, gone);

        for (int i = 0; i < 2; i++) {
            var page = get(path);
            assertThat(page).doesNotContain("Tin sẽ gỡ").contains("Tin đã sửa");
            assertThat(cursor(page)).isEqualTo(44);
        }
    }

    /** Read anew, a second after what only the lists beside it say, and as it is kept then. */
    private void assertAgree(String path, int cursor, String words) {
        paper.now = paper.now.plusSeconds(1);
        for (int i = 0; i < 2; i++) {
            var page = get(path);
            assertThat(page).contains(words);
            assertThat(cursor(page)).isEqualTo(cursor);
        }
    }

    private void revise(String title) {
        desk.change("UPDATE article SET title = $2, version = version + 1 WHERE id = $1", old.value(), title);
        paper.tell(EventText.REVISED, old);
    }

    private static void elsewhere(Runnable task) {
        CompletableFuture.runAsync(task).join();
    }

    private String get(String path) {
        return paper.get(path.endsWith("-") ? path + old : path).body();
    }

    private static int cursor(String page) {
        var found = CURSOR.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
