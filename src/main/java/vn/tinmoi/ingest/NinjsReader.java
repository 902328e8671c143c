package vn.tinmoi.ingest;

import static vn.tinmoi.ingest.JsonFeedReader.stream;
import static vn.tinmoi.ingest.JsonFeedReader.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/** IPTC ninjs, 1.x to 3.x, with its pictures. Language is not taken over. Any thread. */
final class NinjsReader {
    private static final Set<String> TYPES = Set.of("", "text", "composite");
    private static final Map<String, Story.State> STATES = Map.of(
            "", Story.State.PUBLISHED,
            "usable", Story.State.PUBLISHED,
            "canceled", Story.State.WITHDRAWN,
            "cancelled", Story.State.WITHDRAWN);

    private NinjsReader() {}

    /** @throws Problem INVALID when the document is no story, or not to be used */
    static Clipping clipping(JsonNode document) {
        var uri = text(document, "uri");
        if (uri.isEmpty()) throw Problem.invalid("uri", "ingest.no-uri");
        var type = text(document, "type");
        if (!TYPES.contains(type)) throw Problem.invalid("type", "ingest.no-text", type);
        var clipping = new Clipping();
        clipping.state = state(text(document, "pubStatus", "pubstatus"));
        clipping.guid = uri;
        clipping.link = uri.matches("(?i)https?://\\S+") ? uri : "";
        clipping.title = headline(document);
        clipping.summary = lead(document);
        clipping.body = body(document);
        clipping.authors.add(text(document, "by", "byline"));
        clipping.source =
                names(document, "infosources").findFirst().orElseGet(() -> text(document, "source", "copyrightHolder"));
        Stream.concat(names(document, "subjects"), names(document, "subject")).forEach(clipping.categories::add);
        clipping.published = date(document, "firstCreated", "firstcreated", "versionCreated", "versioncreated");
        clipping.updated = date(document, "versionCreated", "versioncreated", "contentCreated", "contentcreated");
        pictures(document, clipping);
        return clipping;
    }

    private static Story.State state(String written) {
        var state = STATES.get(written);
        if (state == null) throw Problem.invalid("pubStatus", "ingest.not-usable", written);
        return state;
    }

    private static @Nullable String date(JsonNode document, String... names) {
        for (var name : names)
            if (document.hasNonNull(name)) return document.path(name).asText("");
        return null;
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
                .orElseGet(() -> text(document, "description_text", "description_html"));
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
        var html = text(document, "body_xhtml", "body_html");
        return html.isBlank() ? HtmlText.paragraphs(document.path("body_text").asText("")) : html;
    }

    private static Stream<String> names(JsonNode document, String field) {
        return stream(document.path(field))
                .map(named -> named.path("name").asText(""))
                .filter(name -> !name.isBlank());
    }

    /** Of each picture that belongs to it the widest rendition, and its own renditions. */
    private static void pictures(JsonNode document, Clipping clipping) {
        picture(document, clipping);
        stream(document.path("associations"))
                .filter(one -> Set.of("picture", "graphic").contains(text(one, "type")))
                .forEach(one -> picture(one, clipping));
    }

    private static void picture(JsonNode of, Clipping clipping) {
        stream(of.path("renditions"))
                .filter(one -> text(one, "contentType", "mimetype").startsWith("image/")
                        || text(one, "contentType", "mimetype").isEmpty())
                .filter(one -> text(one, "href").matches("(?i)https?://\\S+"))
                .max(Comparator.comparingInt(one -> one.path("width").asInt(0)))
                .ifPresent(one -> clipping.media.add(new Clipping.Media(
                                text(one, "href"), "image/jpeg", words(of), words(of), text(of, "by", "byline"))
                        .sized(one.path("width").asText(""), one.path("height").asText(""))));
    }

    private static String words(JsonNode picture) {
        return text(picture, "type").equals("picture") || text(picture, "type").equals("graphic")
                ? HtmlText.escape(HtmlText.plain(lead(picture)))
                : "";
    }

    private static Optional<JsonNode> first(JsonNode values, Predicate<JsonNode> wanted) {
        return stream(values)
                .filter(value -> !value.path("value").asText("").isBlank())
                .filter(wanted)
                .findFirst();
    }
}
