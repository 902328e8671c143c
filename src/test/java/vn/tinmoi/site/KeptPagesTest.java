package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.desk.Change;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.TestBackends;

/** A kept page beside one that was made anew from the same database, whatever was written. */
final class KeptPagesTest {
    private static final Actor EDITOR = new Actor("editor:an", true);
    private static final List<String> SECTIONS = List.of("tin-tuc", "xa-hoi", "kinh-te");

    private final String database = TestBackends.freshDatabase();
    private final Newspaper kept = new Newspaper(database);
    private final Newspaper fresh = new Newspaper(database);
    private final Desk desk = new Desk(kept.vertx, kept.database, () -> "e1", this::told);
    private final List<ArticleId> stories = new ArrayList<>();
    private final List<ArticleId> readable = new ArrayList<>();
    /** What "Tin mới" said at each place of the log. */
    private final TreeMap<Long, List<String>> latest = new TreeMap<>();

    private Instant now = Instant.now();

    KeptPagesTest() {
        kept.seq.set(0);
        pass(Duration.ZERO);
    }

    @AfterEach
    void close() {
        kept.close();
        fresh.close();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        kept.now = now;
        fresh.now = now;
    }

    /** Told as it was committed here, and again as the log brings it. */
    private void told(LoggedEvent event) {
        kept.pages.touch(List.of(event));
        kept.seq.set(event.id().seq());
        kept.pages.touch(List.of(event));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void afterWhateverWasWrittenAKeptPageSaysWhatANewOneSays(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 12; i++) publish(random);
        remember();
        for (int step = 0; step < 40; step++) {
            write(random);
            remember();
            if (random.nextInt(3) == 0) pass(Duration.ofMillis(random.nextInt(1_500)));
            for (int page = 0; page < 4; page++) assertSame(address(random), Duration.ZERO);
            if (step % 8 == 7) assertLevel(random);
        }
    }

    private void assertLevel(Random random) {
        var addresses = new ArrayList<String>();
        for (int i = 0; i < 8; i++) addresses.add(address(random));
        for (var address : addresses) kept.get(address);
        pass(Duration.ofSeconds(1));
        for (var address : addresses) assertSame(address, Duration.ofSeconds(1));
        pass(Duration.ofSeconds(4));
        for (var address : addresses) assertSame(address, Duration.ofSeconds(5));
    }

    private String address(Random random) {
        var prefix = random.nextInt(4) == 0 ? "/en" : "";
        var section = SECTIONS.get(random.nextInt(SECTIONS.size()));
        return switch (random.nextInt(10)) {
            case 0 -> prefix.isEmpty() ? "/" : prefix;
            case 1 -> prefix + "/chuyen-muc/" + section;
            case 2 -> "/rss.xml";
            case 3 -> "/chuyen-muc/" + section + "/atom.xml";
            case 4 -> prefix + "/luu-tru/" + kept.now.toString().substring(0, 10);
            case 5 -> prefix + "/tac-gia/an-nhien";
            case 6 -> "/sitemap-news.xml";
            case 7 -> "/api/v1/articles?category=" + section;
            default -> prefix + "/bai-viet/mot-tin-" + stories.get(random.nextInt(stories.size()));
        };
    }

    /** {@code quiet}: for how long nothing was written since the page was asked for. */
    private void assertSame(String address, Duration quiet) {
        fresh.pages.touchAll();
        fresh.seq.set(kept.seq.get());
        var found = follow(kept, address);
        var made = follow(fresh, address);
        assertThat(found).as("%s after %s", address, quiet).hasSameSizeAs(made);
        assertThat(found.getFirst()).isEqualTo(made.getFirst());
        assertThat(said(address, found.getLast(), quiet))
                .as("%s after %s", address, quiet)
                .isEqualTo(said(address, made.getLast(), quiet));
        assertNothingWithdrawn(address, found.getLast());
        if (found.getLast().startsWith("<!doctype")) assertCursor(Jsoup.parse(found.getLast()));
    }

    /** Status and body where the address leads. */
    private static List<String> follow(Newspaper paper, String address) {
        var answer = paper.get(address);
        if (answer.statusCode() == 301) {
            answer = paper.get(answer.headers().firstValue("location").orElseThrow());
        }
        return List.of(String.valueOf(answer.statusCode()), answer.body());
    }

    private static String said(String address, String body, Duration quiet) {
        if (!body.startsWith("<!doctype")) return body;
        var page = Jsoup.parse(body);
        page.body().removeAttr("data-cursor");
        boolean front = address.equals("/") || address.equals("/en");
        if (quiet.isZero() && !front) page.select("#tin-moi, #tin-noi-bat").remove();
        if (quiet.compareTo(Duration.ofSeconds(5)) < 0)
            page.select(".related, .besides").remove();
        return page.outerHtml();
    }

    private void assertNothingWithdrawn(String address, String body) {
        for (var story : stories) {
            if (!readable.contains(story)) assertThat(body).as(address).doesNotContain("Tin " + story + ":");
        }
    }

    /** What a page lists is what was so at its cursor or later: its stream brings the rest. */
    private void assertCursor(Document page) {
        var at = Cursor.parse(page.body().attr("data-cursor")).orElseThrow();
        var shown = page.select("#tin-moi [data-article-id] a").eachText();
        assertThat(latest.tailMap(at.seq(), true).values())
                .anySatisfy(then -> assertThat(then.subList(0, shown.size())).isEqualTo(shown));
    }

    private void remember() {
        fresh.pages.touchAll();
        var page = Jsoup.parse(fresh.get("/").body());
        latest.put(kept.seq.get(), page.select("#tin-moi [data-article-id] a").eachText());
    }

    private void write(Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> publish(random);
            case 2 -> draft(random);
            case 3 -> readable(random, this::withdraw);
            case 4 -> readable(random, id -> change(id, title(id, random), null, null));
            case 5 -> readable(random, id -> change(id, Texts.NONE, section(random), null));
            case 6 -> readable(random, id -> change(id, Texts.NONE, null, random.nextBoolean()));
            default ->
                readable(
                        random,
                        id -> desk.feature(id, random.nextBoolean(), null, EDITOR, null)
                                .await());
        }
    }

    private void readable(Random random, Consumer<ArticleId> act) {
        if (!readable.isEmpty()) act.accept(readable.get(random.nextInt(readable.size())));
    }

    private static String section(Random random) {
        return SECTIONS.get(random.nextInt(SECTIONS.size()));
    }

    private static Texts title(ArticleId id, Random random) {
        return Texts.of(TextField.TITLE, "Tin " + id + ": bản " + random.nextInt(1_000));
    }

    private ArticleId draft(Random random) {
        var draft = new Draft(
                Texts.of(TextField.TITLE, "Nháp").with(TextField.BYLINE, "An Nhiên"),
                section(random),
                random.nextInt(4) == 0,
                ArticleStatus.DRAFT,
                null,
                null);
        return desk.create(draft, EDITOR, null).await().article().id();
    }

    private void publish(Random random) {
        var id = draft(random);
        change(id, title(id, random), null, null);
        desk.publish(id, null, EDITOR, null).await();
        stories.add(id);
        readable.add(id);
    }

    private void change(ArticleId id, Texts texts, String category, Boolean featured) {
        desk.change(id, new Change(texts, category, featured, null, null, null, null), null, EDITOR, null)
                .await();
    }

    private void withdraw(ArticleId id) {
        desk.withdraw(id, "Sai sự thật", null, EDITOR, null).await();
        readable.remove(id);
    }

    @Test
    void fiveStoriesASecondLetAPageBeWrittenOnceASecondAndReadNever() {
        for (int i = 0; i < 10; i++) publish(new Random(1));
        var other = new Draft(Texts.of(TextField.TITLE, "Khác"), "van-hoa", false, ArticleStatus.PUBLISHED, null, null);
        var paths = stories.stream().map(id -> "/bai-viet/mot-tin-" + id).toList();
        for (var path : paths) follow(kept, path);
        kept.written.set(0);

        for (int second = 0; second < 3; second++) {
            for (int story = 0; story < 5; story++) {
                desk.create(other, EDITOR, null).await();
                pass(Duration.ofMillis(200));
                for (var path : paths) follow(kept, path);
            }
        }

        assertThat(kept.written.get()).isEqualTo(3 * paths.size());
    }

    @Test
    void aDraftLetsNoPageBeWritten() {
        publish(new Random(1));
        pass(Duration.ofMillis(1));
        var path = "/bai-viet/mot-tin-" + stories.getFirst();
        follow(kept, path);
        follow(kept, "/");
        kept.written.set(0);
        pass(Duration.ofSeconds(10));

        draft(new Random(1));

        follow(kept, path);
        follow(kept, "/");
        assertThat(kept.written.get()).isZero();
    }
}
