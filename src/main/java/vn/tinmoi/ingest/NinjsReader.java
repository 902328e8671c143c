package vn.tinmoi.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/** IPTC ninjs, 1.x to 3.x: one document or an array of them. Pictures and language are not taken over. Blocks; any thread. */
final class NinjsReader {
    private static final Set<String> TYPES = Set.of("", "text", "composite");
    private static final Set<String> STATES = Set.of("", "usable");

    private final ObjectMapper json = new ObjectMapper();
    private final FeedDates dates;
    private final CategoryNames categories;

    NinjsReader(FeedDates dates, CategoryNames categories) {
        this.dates = dates;
        this.categories = categories;
    }

    /**
     * The stories of a file, in its order. {@code otherwise}: the time of those that carry none.
     *
     * @throws Problem MALFORMED when it is no JSON
     */
    List<Found> read(InputStream in, Instant otherwise) throws IOException {
        try {
            var root = json.readTree(in);
            var found = new ArrayList<Found>();
            for (var document : root.isArray() ? root : List.of(root)) found.add(found(document, otherwise));
            return found;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Problem(Problem.Kind.MALFORMED, "ingest.broken-json", null, at.getLineNr(), at.getColumnNr());
        }
    }

    private Found found(JsonNode document, Instant otherwise) {
        try {
            return item(document, otherwise);
        } catch (Problem why) {
            return new Found.Bad(why);
        }
    }

    private Found item(JsonNode document, Instant otherwise) {
        var uri = document.path("uri").asText("").strip();
        if (uri.isEmpty()) throw Problem.invalid("uri", "ingest.no-uri");
        var type = document.path("type").asText("");
        if (!TYPES.contains(type)) throw Problem.invalid("type", "ingest.no-text", type);
        var state = either(document, "pubStatus", "pubstatus");
        if (!STATES.contains(state)) throw Problem.invalid("pubStatus", "ingest.not-usable", state);
        var title = HtmlText.plain(headline(document));
        if (title.isEmpty()) throw Problem.invalid("headlines", "ingest.no-title");
        var created = dates.parse(either(document, "versionCreated", "versioncreated"))
                .orElse(otherwise);
        var story = new Story(
                uri,
                uri.matches("(?i)https?://\\S+") ? uri : null,
                title,
                HtmlText.plain(lead(document)),
                body(document),
                Byline.of(either(document, "by", "byline"), source(document)),
                categories.first(Stream.concat(names(document, "subjects"), names(document, "subject"))),
                false,
                null,
                created);
        return new Found.Item(story, created);
    }

    private static String headline(JsonNode document) {
        var headlines = document.path("headlines");
        return first(headlines, headline -> headline.path("role").asText("").equals("main"))
                .or(() -> first(headlines, headline -> true))
                .map(headline -> headline.path("value").asText(""))
                .orElseGet(() -> document.path("headline").asText(""));
    }

    private static String lead(JsonNode document) {
        return first(document.path("descriptions"), description -> true)
                .map(description -> description.path("value").asText(""))
                .orElseGet(() -> either(document, "description_text", "description_html"));
    }

    private static String body(JsonNode document) {
        var bodies = document.path("bodies");
        return first(bodies, body -> body.path("contentType").asText("").contains("html"))
                .map(body -> body.path("value").asText(""))
                .or(() -> first(bodies, body -> true)
                        .map(body -> HtmlText.paragraphs(body.path("value").asText(""))))
                .orElseGet(() -> earlierBody(document));
    }

    /** As ninjs 1.x has it. */
    private static String earlierBody(JsonNode document) {
        var html = either(document, "body_xhtml", "body_html");
        return html.isBlank() ? HtmlText.paragraphs(document.path("body_text").asText("")) : html;
    }

    private static String source(JsonNode document) {
        return names(document, "infosources")
                .findFirst()
                .orElseGet(() -> either(document, "source", "copyrightHolder"));
    }

    private static Stream<String> names(JsonNode document, String field) {
        return stream(document.path(field))
                .map(named -> named.path("name").asText(""))
                .filter(name -> !name.isBlank());
    }

    private static java.util.Optional<JsonNode> first(JsonNode values, Predicate<JsonNode> wanted) {
        return stream(values)
                .filter(value -> !value.path("value").asText("").isBlank())
                .filter(wanted)
                .findFirst();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String either(JsonNode document, String name, String earlier) {
        var value = document.path(name).asText("");
        return value.isBlank() ? document.path(earlier).asText("") : value;
    }
}
