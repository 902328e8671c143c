package vn.tinmoi.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.acceptance.Shape;
import vn.tinmoi.log.EventText;

/** The descriptions of the API and the streams say what is really there. */
final class DescriptionsTest {
    /** The API, and what else is not for people: feeds, codes and signs of life. */
    private static final Pattern FOR_PROGRAMS = Pattern.compile(
            "/api/.*|(/chuyen-muc/:category)?/(rss\\.xml|atom\\.xml|feed\\.json)|(/a/:id)?/qr\\.(svg|png)|/visit.*");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void everyCallIsDescribedAndEveryDescribedCallIsThere() throws IOException {
        var described = new TreeSet<String>();
        for (var path : read("openapi.json").get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }

        assertThat(described)
                .as("what src/main/resources/api/openapi.json describes and what is mounted")
                .isEqualTo(calls());
    }

    @Test
    void everyStreamIsDescribedWithEveryEvent() throws IOException {
        var description = read("asyncapi.json");
        var addresses = description.get("channels").findValuesAsText("address");
        var names = description.get("components").get("messages").findValuesAsText("name");

        assertThat(addresses).containsExactlyInAnyOrder("/stream", "/ws");
        assertThat(paths()).containsAll(addresses);
        assertThat(names)
                .contains(EventText.PUBLISHED, EventText.REVISED, EventText.WITHDRAWN, EventText.FEATURED)
                .contains("sync", "stats", "goodbye", "refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "asyncapi.json"})
    void everyReferenceLeadsSomewhereAndEveryPartIsReferredTo(String file) throws IOException {
        var description = read(file);
        var shape = new Shape(description);
        var used = new HashSet<String>();

        for (var reference : description.findValuesAsText("$ref")) {
            assertThat(shape.at(reference)).isNotNull();
            used.add(reference);
        }

        for (var kind : description.get("components").properties()) {
            if (kind.getKey().equals("securitySchemes")) continue;
            for (var part : kind.getValue().properties()) {
                assertThat(used).contains("#/components/" + kind.getKey() + "/" + part.getKey());
            }
        }
    }

    @Test
    void theApisDescriptionIsOfOpenApis31Form() throws IOException {
        var description = read("openapi.json");
        var shape = new Shape(description);

        assertThat(description.get("openapi").textValue()).matches("3\\.1\\.\\d+");
        assertThat(description.get("info").get("title").textValue()).isNotEmpty();
        assertThat(description.get("info").get("version").textValue()).isNotEmpty();
        assertThat(description.findValuesAsText("operationId")).doesNotHaveDuplicates();
        for (var path : description.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey()))
                    requireOperation(shape, path.getKey(), path.getValue(), method.getValue());
            }
        }
    }

    @Test
    void readingIsOpenToAllAndWritingNeedsAToken() throws IOException {
        var operations = 0;
        for (var path : read("openapi.json").get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (!METHODS.contains(method.getKey())) continue;
                var as = method.getKey() + " " + path.getKey();
                var security = method.getValue().path("security");
                var tag = method.getValue().get("tags").get(0).textValue();
                assertThat(security.isArray()).as(as).isTrue();
                boolean anyone = security.isEmpty() || security.get(0).isEmpty(); // a token may still show more
                assertThat(anyone).as(as).isEqualTo(tag.equals("reading"));
                operations++;
            }
        }
        assertThat(operations).isPositive();
    }

    /** RFC 9110, 15.4.5: what a 304 must carry; and when to come back, where that is the answer. */
    @Test
    void answersNameTheHeadersThatTheyCannotDoWithout() throws IOException {
        var description = read("openapi.json");
        var shape = new Shape(description);
        for (var path : description.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                var responses = method.getValue().path("responses");
                for (var response : responses.properties()) {
                    var as = method.getKey() + " " + path.getKey() + " " + response.getKey();
                    var headers = resolved(shape, response.getValue()).path("headers");
                    if (Set.of("429", "503").contains(response.getKey()))
                        assertThat(headers.has("Retry-After")).as(as).isTrue();
                    if (response.getKey().equals("304"))
                        assertThat(headers.has("ETag")).as(as).isTrue();
                    if (response.getKey().equals("200") && responses.has("304"))
                        assertThat(headers.has("ETag")).as(as).isTrue();
                }
            }
        }
    }

    /** Whoever reads a description has nothing but the site. */
    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "asyncapi.json"})
    void noDescriptionSendsItsReaderWhereNothingIs(String file) throws IOException {
        var served = new HashSet<String>();
        for (var path : paths()) if (path != null) served.add(path.replaceAll(":[A-Za-z]+", "…"));
        var text = new ArrayList<>(read(file).findValuesAsText("description"));
        text.addAll(read(file).findValuesAsText("summary"));

        for (var one : text) {
            assertThat(one).doesNotContainPattern("\\w\\.(md|java|txt|properties)\\b");
            var addresses =
                    Pattern.compile("(?<![\\w}/>+.-])/[a-z][\\w./{}-]*[\\w}]").matcher(one);
            while (addresses.find())
                assertThat(served).as(one).contains(addresses.group().replaceAll("\\{[a-z]+}", "…"));
        }
    }

    private static void requireOperation(Shape shape, String path, JsonNode item, JsonNode operation) {
        assertThat(operation.get("operationId").textValue()).isNotEmpty();
        var parameters = new ArrayList<JsonNode>();
        item.path("parameters").forEach(one -> parameters.add(resolved(shape, one)));
        operation.path("parameters").forEach(one -> parameters.add(resolved(shape, one)));
        assertThat(parameters).allSatisfy(one -> {
            assertThat(one.get("in").textValue()).isIn("query", "header", "path", "cookie");
            assertThat(one.has("schema") && one.has("name")).isTrue();
            if (one.get("in").textValue().equals("path"))
                assertThat(one.get("required").booleanValue()).isTrue();
        });
        var inPath = parameters.stream()
                .filter(one -> one.get("in").textValue().equals("path"))
                .map(one -> "{" + one.get("name").textValue() + "}");
        assertThat(Stream.of(path.split("/"))
                        .filter(part -> part.startsWith("{"))
                        .toList())
                .isEqualTo(inPath.toList());
        for (var response : operation.get("responses").properties()) {
            assertThat(response.getKey()).matches("[1-5]\\d\\d|default");
            assertThat(resolved(shape, response.getValue()).get("description").textValue())
                    .isNotEmpty();
        }
        assertThat(operation.get("responses").size()).isPositive();
    }

    private static JsonNode resolved(Shape shape, JsonNode node) {
        return node.has("$ref") ? shape.at(node.get("$ref").textValue()) : node;
    }

    @Test
    void theStreamsDescriptionIsOfAsyncApis3Form() throws IOException {
        var description = read("asyncapi.json");
        var shape = new Shape(description);

        assertThat(description.get("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(description.get("info").has("title")
                        && description.get("info").has("version"))
                .isTrue();
        assertThat(description.get("servers"))
                .allSatisfy(server ->
                        assertThat(server.has("host") && server.has("protocol")).isTrue());
        for (var operation : description.get("operations")) {
            assertThat(operation.get("action").textValue()).isIn("send", "receive");
            var channel = shape.at(operation.get("channel").get("$ref").textValue());
            assertThat(operation.get("messages"))
                    .allSatisfy(message -> assertThat(channel.get("messages"))
                            .contains(shape.at(message.get("$ref").textValue())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "asyncapi.json"})
    void everyExampleIsAsItsSchemaSays(String file) throws IOException {
        var description = read(file);
        var shape = new Shape(description);
        var checked = new ArrayList<String>();
        for (var described : description.findParents("example")) {
            if (!described.has("schema")) continue;
            checked.add(described.get("example").toString());
            assertThat(shape.complaints(described.get("schema"), described.get("example"), file))
                    .isEmpty();
        }
        for (var message : description.path("components").path("messages")) {
            assertThat(message.path("examples").size()).isPositive();
            for (var example : message.get("examples")) {
                checked.add(example.toString());
                assertThat(shape.complaints(message.get("payload"), example.get("payload"), message.get("name") + ""))
                        .isEmpty();
            }
        }
        assertThat(checked).hasSizeGreaterThan(20);
    }

    private static Set<String> calls() {
        var calls = new TreeSet<String>();
        for (var route : MountedRoutes.all()) {
            if (route.getPath() == null
                    || !FOR_PROGRAMS.matcher(route.getPath()).matches()) continue;
            for (var method : route.methods()) {
                if (!method.equals(HttpMethod.HEAD)) {
                    calls.add(method + " " + route.getPath().replaceAll(":([A-Za-z]+)", "{$1}"));
                }
            }
        }
        return calls;
    }

    private static List<String> paths() {
        return MountedRoutes.all().stream().map(Route::getPath).toList();
    }

    private static JsonNode read(String file) throws IOException {
        try (var in = DescriptionsTest.class.getResourceAsStream("/api/" + file)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
