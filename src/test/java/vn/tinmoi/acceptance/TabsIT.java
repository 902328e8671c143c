package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One reader with many tabs: they share one stream, and none of them misses anything. Runs where a Chromium is installed. */
@Served(alone = true)
final class TabsIT {
    private static final Pattern STREAMS = Pattern.compile("tinmoi_streams\\{[^}]*protocol=\"sse\"[^}]*\\} (\\S+)");

    /**
     * Keeps what a page's streams are, in the order they were opened, so that a test can tell which tab leads. And no
     * copies on the device: these tests hold a page's files back, which its service worker would give and its copy ask for.
     */
    private static final String WATCH_STREAMS = """
            Object.defineProperty(Navigator.prototype, "serviceWorker", {value: undefined});
            Object.defineProperty(window, "caches", {value: undefined});
            window.streams = [];
            window.EventSource = class extends EventSource {
              constructor(url) { super(url); window.streams.push(this); }
            };""";

    private final Program program;
    private final Chromium chromium;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext reader;

    TabsIT(Program program, Chromium chromium) {
        this.program = program;
        this.chromium = chromium;
    }

    @BeforeEach
    void anotherReader() {
        reader = chromium.reader();
        reader.addInitScript(WATCH_STREAMS);
        reader.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        reader.onWebError(error -> complaints.add(error.error()));
    }

    @AfterEach
    void gone() {
        reader.close();
        assertThat(complaints).as("console errors").isEmpty();
    }

    @Test
    void sevenTabsShareOneStreamAndTheNextOneLeadsWhenTheLeaderCloses() {
        var tabs =
                new ArrayList<>(IntStream.range(0, 7).mapToObj(i -> open("/")).toList());
        var leader = leader(tabs);

        shows(tabs, publish("Tin đến cả bảy thẻ"));
        assertThat(streams(leader)).isEqualTo(1);

        leader.close();
        tabs.remove(leader);

        shows(tabs, publish("Tin đến khi thẻ đầu đã đóng"));
        assertThat(streams(leader(tabs))).isEqualTo(1);
        assertThat(tabs.getFirst().locator("#thong-ke [data-stat=online]")).hasText("1");
    }

    @Test
    void aTabOfAnOlderPageCatchesUpAndAnOlderLeaderLosesNothing() {
        var ahead = open("/");
        var held = new ArrayList<Route>();
        var older = reader.newPage();
        older.route("**/js/front/front.*.js", held::add);
        older.navigate(program.site() + "/", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        older.waitForCondition(() -> !held.isEmpty());

        var before = publish("Tin đến trước khi thẻ sau kịp chạy");
        shows(List.of(ahead), before);
        assertThat(item(older, before)).hasCount(0);
        held.forEach(Route::resume);

        shows(List.of(older), before);
        ahead.close();
        shows(List.of(older), publish("Tin đến sau đó"));
        assertThat(streams(older)).isEqualTo(1);
    }

    @Test
    void aTabWithOtherTopicsWidensTheStreamAndGetsOnlyItsOwn() {
        var story = publish("Bài được theo dõi riêng");
        var front = open("/");
        var narrow = blank(story.getLong("id"), "article/" + story.getLong("id"));
        narrow.waitForFunction("() => window.synced");

        var other = publish("Bài khác");
        shows(List.of(front), other);
        new Client(program.site())
                .write(
                        "PATCH",
                        "/api/v1/articles/" + story.getLong("id"),
                        new JsonObject().put("title", "Bài được theo dõi riêng, đã sửa"),
                        "If-Match",
                        "\"1\"");

        narrow.waitForFunction("() => window.events.length");
        assertThat(narrow.evaluate("() => window.events")).isEqualTo(List.of("article.revised " + story.getLong("id")));
        assertThat(item(front, story)).containsText("đã sửa");
        assertThat(streams(front)).isEqualTo(1);
    }

    @Test
    void aTabOfACategoryLearnsThatAStoryLeftItAndNothingOfOthers() {
        var moving = publish("Bài sẽ chuyển mục");
        var other = publish("Bài khác, không liên quan");
        revise(moving, "1", new JsonObject().put("category", "kinh-te").put("featured", true));
        var front = open("/");
        var economy = blank(moving.getLong("id"), "news/kinh-te");
        var chosen = blank(moving.getLong("id"), "featured");
        economy.waitForFunction("() => window.synced");
        chosen.waitForFunction("() => window.synced");

        revise(other, "1", new JsonObject().put("title", "Bài khác, đã sửa"));
        revise(moving, "2", new JsonObject().put("category", "xa-hoi"));
        revise(moving, "3", new JsonObject().put("featured", false));
        revise(moving, "4", new JsonObject().put("title", "Bài đã chuyển mục"));

        var event = "article.revised " + moving.getLong("id");
        assertThat(item(front, moving)).containsText("Bài đã chuyển mục");
        chosen.waitForFunction("() => window.events.length > 1");
        assertThat(economy.evaluate("() => window.events")).isEqualTo(List.of(event));
        assertThat(chosen.evaluate("() => window.events")).isEqualTo(List.of(event, event));
        assertThat(streams(front)).isEqualTo(1);
    }

    private void revise(JsonObject story, String version, JsonObject change) {
        var answer = new Client(program.site())
                .write("PATCH", "/api/v1/articles/" + story.getLong("id"), change, "If-Match", "\"" + version + "\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aFrozenLeaderIsReplacedAndAReturningTabIsFresh() {
        var tabs = List.of(open("/"), open("/"), open("/"));
        var leader = leader(tabs);
        var others = tabs.stream().filter(tab -> tab != leader).toList();

        leader.evaluate("() => document.dispatchEvent(new Event('freeze'))");
        var story = publish("Tin đến khi một thẻ ngủ");
        shows(others, story);
        assertThat(item(leader, story)).hasCount(0);
        assertThat(streams(leader(others))).isEqualTo(1);

        leader.evaluate("() => document.dispatchEvent(new Event('resume'))");
        assertThat(item(leader, story)).hasCount(1);
        shows(tabs, publish("Tin đến khi mọi thẻ đều thức"));
        assertThat(streams(leader(others))).isEqualTo(1);
    }

    @Test
    void aSuspendedLeaderLosesTheLockToATabThatAsks() {
        var stuck = open("/");
        leader(List.of(stuck));
        stuck.evaluate("() => void setTimeout(() => { const end = Date.now() + 12_000; while (Date.now() < end); })");

        var asking = open("/");
        var story = publish("Tin đến khi thẻ đầu bị treo");
        shows(List.of(asking), story);
        assertThat(leads(asking)).isTrue();

        shows(List.of(stuck), story);
        asking.waitForCondition(() -> !leads(stuck));
        shows(List.of(stuck, asking), publish("Tin đến khi thẻ đầu chạy lại"));
        assertThat(streams(asking)).isEqualTo(1);
    }

    @Test
    void withoutStreamsOneTabPollsForAllAndTheStreamComesBack() {
        reader.route("**/stream?*", Route::abort);
        var tabs = List.of(open("/"), open("/"));

        var polled = publish("Tin đến qua một mạng không cho truyền");
        for (var tab : tabs) {
            assertThat(item(tab, polled)).hasCount(1);
        }
        assertThat(streamsNow()).isZero();

        reader.unroute("**/stream?*");
        leader(tabs);
        shows(tabs, publish("Tin đến khi mạng đã thông"));
        assertThat(streams(tabs.getFirst())).isEqualTo(1);
        complaints.removeIf(complaint -> complaint.contains("ERR_FAILED")); // the streams that were cut
    }

    /** A page of the site without its own script, that subscribes to these topics and keeps what comes. */
    private Page blank(long article, String topics) {
        var page = reader.newPage();
        page.route("**/js/story/story.*.js", Route::abort);
        page.navigate(program.site() + "/a/" + article);
        page.evaluate("""
                async (topics) => {
                  const {subscribe} = await import("/static/tinmoi-live.js");
                  window.events = [];
                  subscribe({topics: topics.split(","), after: document.body.dataset.cursor,
                    onEvent: (name, data) => window.events.push(name + " " + data.id),
                    onSync: () => (window.synced = true)});
                }""", topics);
        complaints.removeIf(complaint -> complaint.contains("ERR_FAILED")); // the script that was left out
        return page;
    }

    private Page open(String path) {
        var page = reader.newPage();
        page.navigate(program.site() + path);
        return page;
    }

    private JsonObject publish(String title) {
        return new Client(program.site()).publish(title);
    }

    private static void shows(List<Page> tabs, JsonObject story) {
        for (var tab : tabs) {
            assertThat(item(tab, story)).hasCount(1);
        }
    }

    private static Locator item(Page tab, JsonObject story) {
        return tab.locator("#tin-moi [data-article-id='" + story.getLong("id") + "']");
    }

    /** The tab that streams, once one does; fails when there are several. */
    private static Page leader(List<Page> tabs) {
        tabs.getFirst().waitForCondition(() -> tabs.stream().anyMatch(TabsIT::leads));
        assertThat(tabs).filteredOn(TabsIT::leads).hasSize(1);
        return tabs.stream().max(Comparator.comparing(TabsIT::leads)).orElseThrow();
    }

    private static boolean leads(Page tab) {
        return (boolean) tab.evaluate("() => window.streams.some((stream) => stream.readyState === EventSource.OPEN)");
    }

    /** How many streams the server has open for this test's only reader; waits until those that were closed are gone. */
    private int streams(Page page) {
        page.waitForCondition(() -> streamsNow() <= 1);
        return streamsNow();
    }

    private int streamsNow() {
        var metrics = new Client(program.management()).get("/metrics").body();
        return STREAMS.matcher(metrics)
                .results()
                .mapToInt(found -> (int) Double.parseDouble(found.group(1)))
                .sum();
    }
}
