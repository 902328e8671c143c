package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;

/** The page on the API says what the descriptions say, in both languages. */
final class ApiPageTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void everyCallAndEveryEventStandsThereWithAnAnchorAndAnExample() {
        for (var path : new String[] {"/tai-lieu", "/en/tai-lieu"}) {
            var page = page(path);
            var calls = ApiFiles.json("openapi.json").getJsonObject("paths");
            for (var call : calls)
                for (var operation : (JsonObject) call.getValue())
                    if (operation.getValue() instanceof JsonObject one) {
                        var id = one.getString("operationId");
                        assertThat(page.select("article.operation[aria-labelledby=" + id + "] #goi-" + id)
                                        .text())
                                .as(id)
                                .startsWith("curl ");
                    }
            var messages =
                    ApiFiles.json("asyncapi.json").getJsonObject("components").getJsonObject("messages");
            for (var message : messages)
                assertThat(page.select(".events-told dt").eachText())
                        .contains(((JsonObject) message.getValue()).getString("name"));
            assertThat(page.select(".operation pre").text()).contains("http").doesNotContain("localhost:8080");
            assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
            for (var link : page.select("main a[href^=#]"))
                assertThat(page.getElementById(link.attr("href").substring(1)))
                        .as(link.outerHtml())
                        .isNotNull();
        }
        assertThat(page("/tai-lieu").select("h1").text()).isEqualTo("Tài liệu cho lập trình viên");
        assertThat(page("/").select("#an-ban a[href=/tai-lieu]")).hasSize(1);
        assertThat(page("/en").select("#an-ban a[href=/en/tai-lieu]")).hasSize(1);
    }

    @Test
    void everySentenceThatItShowsIsInVietnameseToo() {
        var shown = new TreeSet<String>();
        sentences(new ApiContents(Language.EN, "https://tin.example").whole()).forEach(shown::add);

        assertThat(ApiFiles.json("vi.json").fieldNames()).containsExactlyInAnyOrderElementsOf(shown);
    }

    private static Stream<String> sentences(ApiPage.Contents contents) {
        var streams = contents.streams().stream()
                .flatMap(one -> Stream.concat(
                        Stream.of(one.summary(), one.text()),
                        one.events().stream().map(ApiPage.Event::text)));
        var topics = contents.topics().stream()
                .flatMap(topic -> Stream.concat(
                        Stream.of(topic.text()), topic.operations().stream().flatMap(ApiPageTest::sentences)));
        return Stream.concat(streams, topics).filter(sentence -> !sentence.isEmpty());
    }

    private static Stream<String> sentences(ApiPage.Operation of) {
        var values =
                Stream.concat(of.parameters().stream(), of.fields().stream()).map(ApiPage.Value::text);
        var answers = of.answers().stream().map(ApiPage.Answer::text);
        return Stream.concat(Stream.of(of.summary(), of.text()), Stream.concat(values, answers));
    }

    private Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }
}
