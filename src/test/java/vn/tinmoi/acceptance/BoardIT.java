package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;

/** The dashboard and the box in a real browser. {@code -Dboard.pictures=FOLDER} keeps pictures of them. */
@Served
final class BoardIT {
    private static final String VISITS = "[...document.querySelectorAll('#bieu-do-gio tbody tr')]"
            + ".reduce((sum, row) => sum + Number(row.dataset.visits), 0)";

    /** A month with weekdays and weekends, and a day that begins at dawn. */
    private static final List<String> A_MONTH = List.of("""
            INSERT INTO visit_hour (hour, n)
            SELECT h, (ARRAY[40, 22, 15, 11, 14, 38, 120, 260, 390, 420, 405, 380, 300, 310, 395, 410, 388, 350,
                             290, 330, 360, 310, 190, 90])[1 + extract(hour FROM h AT TIME ZONE 'Asia/Ho_Chi_Minh')]
              FROM generate_series(date_trunc('day', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') AT TIME ZONE 'Asia/Ho_Chi_Minh',
                                   now() - interval '1 hour', interval '1 hour') h""", """
            INSERT INTO visit_day (day, kind, n)
            SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 'visit', sum(n) FROM visit_hour HAVING sum(n) > 0
            ON CONFLICT (day, kind) DO UPDATE SET n = visit_day.n + EXCLUDED.n""", """
            INSERT INTO visit_day (day, kind, n)
            SELECT d::date, 'visit', 4100 + 37 * (i * i % 23) - CASE WHEN extract(isodow FROM d) > 5 THEN 1500 ELSE 0 END
              FROM generate_series(1, 29) i, LATERAL (SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - i AS d) x""", """
            INSERT INTO visit_readers (day, n)
            SELECT day, n * 7 / 10 FROM visit_day WHERE n > 0""", """
            INSERT INTO article_read (hour, article_id, n)
            SELECT date_trunc('hour', now()), id, 1200 - 97 * row_number() OVER (ORDER BY id) FROM article ORDER BY id LIMIT 9""");

    private static final String ONLINE =
            "Number(document.querySelector('[data-stat=online]').textContent.replace(/\\D/g, ''))";

    private static Program program;

    private final Chromium chromium;
    private final List<String> complaints = new ArrayList<>();

    BoardIT(Chromium chromium) {
        this.chromium = chromium;
    }

    /** With a past, which it must find when it starts. */
    @BeforeAll
    static void serve() {
        var settings = Program.settings();
        rememberAnHour(settings.get("TINMOI_REDIS_URL"));
        program = Program.serve(settings);
        fill(settings.get("TINMOI_DATABASE_URL"));
    }

    private static void fill(String url) {
        var vertx = io.vertx.core.Vertx.vertx();
        var database = Database.open(vertx, url, new Metrics());
        for (var statement : A_MONTH) database.query(statement, Tuple.tuple()).await();
        vertx.close().await();
    }

    /** Another node was here before: an hour in which two more read each minute, and one of every ten was not known. */
    private static void rememberAnHour(String url) {
        var vertx = io.vertx.core.Vertx.vertx();
        var redis = RedisLink.open(vertx, url, new Metrics());
        redis.probe().await();
        long now = System.currentTimeMillis() / 60_000;
        var hour = Request.cmd(Command.HSET).arg("tinmoi:minutes");
        for (int i = 0; i < 60; i++) if (i % 10 != 3) hour.arg(now - 60 + i).arg(2 * i + " " + 3 * i);
        redis.send(hour).await();
        redis.close().await();
        vertx.close().await();
    }

    @AfterAll
    static void close() {
        if (program != null) program.close();
    }

    @Test
    void numbersLineEventAndRankingMoveWhileOthersReadAndPublish() {
        var client = new Client(program.site());
        var board = open(chromium.reader(), "/bang-theo-doi");
        assertThat(board.locator("#su-kien .event").first()).isVisible();
        assertThat(board.locator("#bieu-do-online canvas")).isVisible();
        assertThat(board.locator("#bieu-do-gio canvas")).isVisible();
        assertThat(board.locator("#bieu-do-ngay canvas")).isVisible();
        int before = number(board, "#thong-ke [data-stat=today]");
        var hours = board.evaluate("() => " + VISITS);

        var story = client.publish("Tin để xem bảng theo dõi");
        var reader = open(chromium.reader(), "/a/" + story.getLong("id"));

        var event = board.locator("#su-kien .event").first();
        assertThat(event).containsText("Tin để xem bảng theo dõi");
        assertThat(event).containsText("Đăng");
        board.waitForFunction(
                "before => Number(document.querySelector('[data-stat=today]').textContent.replace(/\\D/g, '')) > before",
                before);
        assertThat(board.locator("#bang-doc-nhieu [data-article-id='" + story.getLong("id") + "']"))
                .containsText("Tin để xem bảng theo dõi");
        board.waitForFunction("before => " + VISITS + " > before", hours);
        reader.context().close();

        client.withdraw(story.getLong("id"));

        assertThat(board.locator("#su-kien .event").first()).containsText("Gỡ");
        assertThat(board.locator("#noi-dung")).not().containsText("Tin để xem bảng theo dõi");
        assertThat(complaints).as("console errors").isEmpty();
        board.context().close();
    }

    @Test
    void theLineOfReadersGoesUpWithEachReader() {
        var board = open(chromium.reader(), "/bang-theo-doi");
        board.waitForFunction("() => " + ONLINE + " > 0");
        var before = board.evaluate(ONLINE); // readers of other tests may still be counted

        var others = IntStream.range(0, 4)
                .mapToObj(i -> open(chromium.reader(), "/"))
                .toList();

        board.waitForFunction("before => " + ONLINE + " > before", before);
        board.waitForFunction("() => document.querySelector('#bieu-do-online [role=img]').ariaLabel"
                + ".endsWith(' ' + " + ONLINE + ")");
        others.forEach(other -> other.context().close());
        board.context().close();
    }

    @Test
    void theLastHourStandsThereAtOnceAndIsAskedForAgain() {
        var board = open(chromium.reader(), "/bang-theo-doi");
        assertThat(board.locator("#bieu-do-online canvas")).isVisible();
        assertThat(board.locator("#bieu-do-online .empty")).isHidden();
        assertThat(board.locator("#bieu-do-online tbody tr")).hasCount(60);
        assertThat((Integer) board.evaluate("() => document.querySelectorAll('#bieu-do-online [data-online]').length"))
                .as("minutes with a figure")
                .isBetween(50, 55);

        board.evaluate("() => (document.querySelector('#bieu-do-online tbody').textContent = '')");

        assertThat(board.locator("#bieu-do-online tbody tr")).hasCount(60); // asked of the API
        board.context().close();
    }

    @Test
    void withoutScriptEveryFigureReads() {
        var context = chromium.plainReader();
        var board = context.newPage();
        board.navigate(program.site() + "/bang-theo-doi");

        board.locator("#bieu-do-ngay summary").click();

        assertThat(board.locator("#bieu-do-ngay tbody tr")).hasCount(30);
        assertThat(board.locator("#bieu-do-online tbody tr")).hasCount(60);
        assertThat(board.locator("#thong-ke [data-stat=total]")).isVisible();
        context.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothing(ColorScheme scheme) throws Exception {
        try (var context = chromium.reader(options -> options.setColorScheme(scheme))) {
            for (var path : new String[] {"/bang-theo-doi", "/en/bang-theo-doi"}) {
                var page = open(context, path);
                for (int width : new int[] {320, 390, 768, 1440, 1920}) {
                    page.setViewportSize(width, 900);
                    assertThat(page.locator("#bieu-do-ngay canvas")).isVisible();
                    // the graphs are drawn again for a new width
                    page.waitForFunction("(width) => document.documentElement.scrollWidth <= width", width);
                    keep(page, path, width, scheme);
                    if (width == 320 || width == 1440) analyze(page, path + " at " + width + " px, " + scheme);
                }
                page.close();
            }
        }
        assertThat(complaints).as("console errors").isEmpty();
    }

    /** With the tables of its graphs; as they stand at first EveryPageIT looks at them. */
    private static void analyze(Page page, String how) {
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))");
        assertThat(Axe.findings(page)).as(how).isEmpty();
    }

    private static void keep(Page page, String path, int width, ColorScheme scheme) throws Exception {
        var pictures = System.getProperty("board.pictures");
        if (pictures == null) return;
        Files.createDirectories(Path.of(pictures));
        var name = path.replace('/', '_') + "-" + width + "-" + scheme + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of(pictures, name)).setFullPage(true));
    }

    @Test
    void theBoxSpeaksAtMostEveryThirtySecondsAndSaysAsOfWhen() {
        var page = chromium.reader().newPage();
        page.clock().install();
        page.navigate(program.site() + "/");
        var voice = page.locator("#bao-thong-ke");
        page.waitForFunction("() => document.cookie.includes('tm_v=')");
        assertThat(page.locator("#thong-ke [aria-live]")).hasCount(0);
        assertThat(page.locator("#thong-ke-luc")).hasText(java.util.regex.Pattern.compile("\\d\\d:\\d\\d"));

        var other = open(chromium.reader(), "/");
        assertThat(page.locator("#thong-ke [data-stat=online]")).hasText("2");
        assertThat(voice).hasText("");
        page.clock().runFor(31_000);

        assertThat(voice).containsText("Đang online 2, hôm nay");
        other.context().close();
        page.context().close();
    }

    @Test
    void aStaleBoxSaysSoAndNothingMoves() {
        var page = open(chromium.reader(), "/");
        assertThat(page.locator(".stats-stale")).not().isVisible();

        // in one turn of the page's script: the next counts that come are not stale, and would take it away again
        var moved = page.evaluate("""
                () => {
                  const box = document.querySelector("#thong-ke");
                  const before = box.getBoundingClientRect().height;
                  box.classList.add("stale");
                  const seen = box.querySelector(".stats-stale").checkVisibility({visibilityProperty: true});
                  return seen ? box.getBoundingClientRect().height - before : "not seen";
                }""");

        assertThat(moved).isEqualTo(0);
        page.context().close();
    }

    private Page open(BrowserContext context, String path) {
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        page.navigate(program.site() + path);
        return page;
    }

    private static int number(Page page, String selector) {
        return Integer.parseInt(page.locator(selector).textContent().replaceAll("\\D", ""));
    }
}
