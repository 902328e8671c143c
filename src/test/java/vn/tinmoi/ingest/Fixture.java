package vn.tinmoi.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** An importer whose stories go to a desk that remembers them by guid. */
final class Fixture {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    static final List<Category> CATEGORIES = List.of(
            new Category("tin-tuc", "Tin tức", "News"),
            new Category("kinh-te", "Kinh tế", "Economy"),
            new Category("van-hoa", "Văn hóa – Du lịch", "Culture & Travel"));

    final Map<String, Story> kept = new LinkedHashMap<>();
    final Map<String, String> mapped = new LinkedHashMap<>();
    final List<String> progress = new ArrayList<>();
    private final Vertx vertx;
    private final Path folder;

    Fixture(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    static String rss(String... items) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Báo Thủy Lam</title>"
                + "<link>https://bao.example/</link><description>x</description>"
                + "<lastBuildDate>Sun, 22 Nov 2026 08:00:00 +0700</lastBuildDate>" + String.join("", items)
                + "</channel></rss>";
    }

    /** The small inputs that failed once, beside the project. */
    static Path shared(String name) {
        return Path.of("src/test/resources/import").resolve(name);
    }

    Story titled(String title) {
        return kept.values().stream()
                .filter(story -> story.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** What became of it; waits for the end. */
    ImportReport run(Path... files) throws Exception {
        return run(InstantSource.system(), files);
    }

    ImportReport run(InstantSource clock, Path... files) throws Exception {
        var importer = new Importer(vertx, CATEGORIES, mapped, ZONE, this::keep, new Messages(), Language.EN, clock);
        return importer.importFiles(Arrays.asList(files), progress::add)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private Future<Story.Taken> keep(Story story) {
        if (story.title().contains("không hợp lệ"))
            return Future.failedFuture(Problem.notFound("article.unknown", "x"));
        if (story.title().contains("sập")) return Future.failedFuture(new IllegalStateException("a bug"));
        var before = kept.put(story.guid(), story);
        var outcome = before == null
                ? Story.Outcome.NEW
                : before.equals(story) ? Story.Outcome.UNCHANGED : Story.Outcome.CHANGED;
        return Future.succeededFuture(new Story.Taken(outcome, new ArticleId(kept.size()), List.of()));
    }

    Story only() {
        if (kept.size() != 1) throw new AssertionError(kept.size() + " stories instead of one");
        return kept.values().iterator().next();
    }
}
