package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser transfers for the first page of a reader who was never here, as its network stack counts it. */
@Served
final class FirstLoadIT {
    private static final int MOST = 40 << 10; // bytes, heads included, stories' pictures not: they are the newsroom's

    private static final String LARGEST = """
            () => new Promise((found) => new PerformanceObserver((list) => {
              const {element} = list.getEntries().at(-1);
              found({tag: element.tagName, picture: element.getAttribute("src") ?? "", words: element.textContent.trim()});
            }).observe({type: "largest-contentful-paint", buffered: true}))""";

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theFrontPageIsSmallOwnAndCarriesItsLargestElement(int width, Edition edition, Chromium chromium) {
        try (var context = chromium.reader(options ->
                // what the worker fetches behind the page would come out of its cache here
                options.setViewportSize(width, 900).setServiceWorkers(ServiceWorkerPolicy.BLOCK))) {
            var page = context.newPage();
            var transfer = new Transfer(page);
            var html = Jsoup.parse(page.navigate(edition.program.site() + "/").text());
            page.waitForFunction("() => document.cookie.includes('tm_v=')"); // its script runs
            page.waitForFunction("() => !document.querySelector('#truc-tiep').hidden"); // and follows the stream
            var largest = (Map<?, ?>) page.evaluate(LARGEST);

            assertThat(transfer.own())
                    .containsKey("/")
                    .allSatisfy((path, size) -> assertThat(size).isPositive());
            assertThat(transfer.sum()).as(transfer.own().toString()).isLessThanOrEqualTo(MOST);
            assertThat(transfer.addresses()).allMatch(address -> address.startsWith(edition.program.site() + "/"));
            var picture = String.valueOf(largest.get("picture"));
            if (picture.isEmpty()) assertThat(html.text()).contains(String.valueOf(largest.get("words")));
            else
                assertThat(html.select("img[src=\"" + picture + "\"]:not([loading=lazy])"))
                        .as(largest.toString())
                        .isNotEmpty();
        }
    }
}
