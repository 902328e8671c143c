package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vn.tinmoi.text.NastyTexts;
import vn.tinmoi.text.VnText;

/** What anyone may write, published for real: it reaches streams and screens as text, and nothing in it ever runs. */
@Served
final class NastyTextsIT {
    private static final int PHONE = 390;

    /** Whatever runs, opens a dialog or is stopped by the policy leaves its trace. */
    private static final String WATCH =
            "window.blocked = []; addEventListener('securitypolicyviolation', (event) => window.blocked.push(event.violatedDirective + ' ' + event.blockedURI));";

    private static final String TROUBLE = "() => [" + NastyTexts.fired()
            + " ? 'a script ran' : '', ...window.blocked, document.documentElement.scrollWidth > innerWidth ? 'scrolls sideways' : '',"
            + " ...[...document.querySelectorAll('base, iframe, object, embed, main svg, math')].map((one) => one.outerHTML)].filter(Boolean)";

    private final List<String> trouble = new ArrayList<>();

    @Test
    void streamsCarryThemWholeAndAnOpenPageShowsThemAsText(Edition edition, Chromium chromium) {
        var sockets = new LinkedBlockingQueue<JsonObject>();
        var socket = webSocket(edition.program.site(), sockets);
        try (var stream = SseClient.open(edition.program.site(), "/stream?topics=news", "");
                var context = phone(chromium)) {
            assertThat(stream.next().name()).isEqualTo("sync");
            assertThat(next(sockets).getString("event")).isEqualTo("sync");
            var page = open(context, edition.program.site() + "/");
            page.waitForFunction("() => !document.querySelector('#truc-tiep').hidden");

            for (var text : NastyTexts.all()) {
                var story = edition.publish(text, text, "", text, "kinh-te");

                for (var data : List.of(stream.next().data(), next(sockets).getJsonObject("data"))) {
                    assertThat(data.getString("title")).isEqualTo(VnText.cleanLine(text));
                    assertThat(data.getString("lead")).isEqualTo(VnText.clean(text));
                }
                var row = page.locator("#tin-moi [data-article-id='" + story.getLong("id") + "'] [data-field=title]");
                assertThat(row).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(20_000));
                assertThat(row.evaluate("(one) => one.textContent")).isEqualTo(VnText.cleanLine(text));
                edition.client.withdraw(story.getLong("id"));
                assertThat(stream.next().name()).isEqualTo("article.withdrawn");
                assertThat(next(sockets).getString("event")).isEqualTo("article.withdrawn");
            }
            look(page, "front page with arrivals");
        } finally {
            socket.abort();
        }
        assertThat(trouble).isEmpty();
    }

    @Test
    void nothingRunsAndNothingBreaksWhereTheyAreShown(Edition edition, Chromium chromium) {
        try (var context = phone(chromium)) {
            var page = open(context, edition.program.site() + "/chuyen-muc/moi-truong");
            look(page, "category");
            var stories = edition.client
                    .json("/api/v1/articles?category=moi-truong&limit=100")
                    .getJsonArray("items");
            for (var one : stories) {
                var story = (JsonObject) one;
                page.navigate(edition.program.site() + story.getString("url"));
                assertThat(page.locator("h1").evaluate("(one) => one.textContent"))
                        .isEqualTo(story.getString("title"));
                look(page, story.getString("title"));
            }
            for (var text : NastyTexts.runnable()) {
                page.navigate(edition.program.site() + "/tim-kiem?q=" + Edition.encoded(text));
                look(page, "search for " + text);
                page.navigate(
                        edition.program.site() + "/" + Edition.encoded(text).replace("+", "%20"));
                look(page, "address " + text);
            }
        }
        assertThat(trouble).isEmpty();
    }

    private static BrowserContext phone(Chromium chromium) {
        var context = chromium.reader(options -> options.setViewportSize(PHONE, 800));
        context.addInitScript(WATCH);
        return context;
    }

    private Page open(BrowserContext context, String address) {
        var page = context.newPage();
        page.onDialog(dialog -> {
            trouble.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> trouble.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(address.substring(0, address.indexOf('/', 8))))
                trouble.add("asked " + request.url());
        });
        page.navigate(address);
        return page;
    }

    private void look(Page page, String where) {
        ((List<?>) page.evaluate(TROUBLE)).forEach(found -> trouble.add(where + ": " + found));
    }

    private static WebSocket webSocket(URI site, BlockingQueue<JsonObject> messages) {
        var address = URI.create(site.toString().replace("http://", "ws://") + "/ws?topics=news");
        var listener = new WebSocket.Listener() {
            private final StringBuilder text = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
                text.append(part);
                if (last) {
                    messages.add(new JsonObject(text.toString()));
                    text.setLength(0);
                }
                socket.request(1);
                return null;
            }
        };
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, listener)
                .join();
    }

    /** The next message but stats, within 20 s. */
    private static JsonObject next(BlockingQueue<JsonObject> messages) {
        try {
            for (var message = messages.poll(20, TimeUnit.SECONDS);
                    message != null;
                    message = messages.poll(20, TimeUnit.SECONDS)) {
                if (!"stats".equals(message.getString("event"))) return message;
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no message within 20 s");
    }
}
