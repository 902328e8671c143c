package vn.tinmoi.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.ingest.Importer;
import vn.tinmoi.ingest.StoryDesk;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Story;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** What a feed of ours says, an import takes back as it was. */
final class OwnFeedsTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        paper.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rss.xml", "/atom.xml", "/feed.json"})
    void aStoryComesBackUnchanged(String feed) throws Exception {
        paper.change("""
                INSERT INTO media (id, url, width, height, alt, caption, credit, widths)
                VALUES ('lua', '/media/lua-1280.jpg', 1280, 800, 'Ruộng lúa', 'Lúa chín.', 'Ảnh: Minh', '{1280}')""");
        paper.change("INSERT INTO media_rendition VALUES ('lua', 1280, 'image/jpeg', decode('0102030405', 'hex'))");
        var id = paper.story("Lúa thơm <b> & gạo");
        paper.change("UPDATE article SET image = 'lua' WHERE id = $1", id.value());
        var text = paper.get(feed).body();

        var story = imported(Files.writeString(folder.resolve("feed"), text));

        if (!feed.endsWith("json")) assertThat(text).contains("length=\"5\"");
        assertThat(story.title()).isEqualTo("Lúa thơm <b> & gạo");
        assertThat(story.lead()).isEqualTo("Lời dẫn");
        assertThat(story.bodyHtml()).isEqualTo("<p>Thân bài</p>");
        assertThat(story.byline()).isEqualTo("Theo TTXVN");
        assertThat(story.category()).isEqualTo("tin-tuc");
        assertThat(story.guid()).isEqualTo("https://tin.example.vn/a/" + id);
        var cover = story.origin().cover();
        assertThat(cover)
                .isEqualTo(new Story.Cover(
                        "https://tin.example.vn/media/lua-1280.jpg", "Ruộng lúa", "Lúa chín.", "Ảnh: Minh", 1280, 800));
    }

    private Story imported(Path file) throws Exception {
        var vertx = Vertx.vertx();
        var stories = new ArrayList<Story>();
        StoryDesk desk = story -> {
            stories.add(story);
            return Future.succeededFuture(new Story.Taken(Story.Outcome.NEW, new ArticleId(1), List.of()));
        };
        new Importer(
                        vertx,
                        List.of(new Category("tin-tuc", "Tin tức", "News")),
                        Map.of(),
                        ZoneId.of("Asia/Ho_Chi_Minh"),
                        desk,
                        new Messages(),
                        Language.EN,
                        InstantSource.system())
                .importFiles(List.of(file), line -> {})
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        vertx.close().await();
        assertThat(stories).hasSize(1);
        return stories.getFirst();
    }
}
