package vn.tinmoi.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;

/** A JSON object that a program sent, read field by field: a {@link Problem} INVALID names the first that cannot be used. */
final class ArticleForm {
    static final Set<String> ARTICLE = known("category", "featured", "status", "publishAt", "image");
    static final Set<String> CHANGE = known("category", "featured", "status", "publishAt", "image", "correction");
    static final Set<String> REASON = Set.of("reason");
    static final Set<String> FEATURED = Set.of("featured");

    private final ObjectNode json;

    private ArticleForm(ObjectNode json) {
        this.json = json;
    }

    private static Set<String> known(String... others) {
        return Stream.concat(
                        Stream.of(TextField.values())
                                .filter(TextField::isAuthors)
                                .map(TextField::json),
                        Stream.of(others))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with a field of that name, where only these are known. */
    static Problem unknown(String name, Set<String> known) {
        return Problem.invalid(Fields.quoted(name), "field.unknown", Fields.quoted(name), list(known));
    }

    private static String list(Set<String> known) {
        return known.isEmpty() ? "-" : String.join(", ", new TreeSet<>(known));
    }

    /** A new article: the title is required, everything else has a default. */
    static Draft draft(ObjectNode json) {
        var form = new ArticleForm(json);
        if (form.text("title") == null) throw Problem.invalid("title", "field.missing");
        var publishAt = form.time();
        return new Draft(
                form.texts(),
                form.text("category"),
                Boolean.TRUE.equals(form.bool("featured")),
                Objects.requireNonNullElse(form.status(), ArticleStatus.DRAFT),
                publishAt,
                form.emptied("image"));
    }

    /** What is to become different. {@code "image": null} takes the picture away. */
    static Change change(ObjectNode json) {
        var form = new ArticleForm(json);
        var image = form.emptied("image"); // looked at first
        return new Change(
                form.texts(),
                form.text("category"),
                form.bool("featured"),
                form.status(),
                form.time(),
                image,
                form.text("correction"));
    }

    /** Why a story is withdrawn; empty when nobody says. */
    static String reason(ObjectNode json) {
        return Objects.requireNonNullElse(new ArticleForm(json).text("reason"), "");
    }

    static boolean featured(ObjectNode json) {
        var featured = new ArticleForm(json).bool("featured");
        if (featured == null) throw Problem.invalid("featured", "field.missing");
        return featured;
    }

    private Texts texts() {
        return Texts.of(field -> {
            if (!field.isAuthors()) return null;
            return field.isNullable() ? emptied(field.json()) : text(field.json());
        });
    }

    private @Nullable String text(String field) {
        var value = json.get(field);
        if (value == null) return null;
        if (!value.isTextual()) throw type(field, "string");
        return value.textValue();
    }

    /** Empty where the JSON says null. */
    private @Nullable String emptied(String field) {
        return json.has(field) && json.get(field).isNull() ? "" : text(field);
    }

    private @Nullable Boolean bool(String field) {
        var value = json.get(field);
        if (value == null) return null;
        if (!value.isBoolean()) throw type(field, "true, false");
        return value.booleanValue();
    }

    private @Nullable ArticleStatus status() {
        var status = text("status");
        if (status == null) return null;
        var allowed = List.of(ArticleStatus.DRAFT, ArticleStatus.SCHEDULED, ArticleStatus.PUBLISHED);
        return allowed.stream()
                .filter(one -> one.wire().equals(status))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("status", "status.unknown", Fields.quoted(status)));
    }

    /** To the microsecond, as PostgreSQL keeps it: what is sent again is then no change. */
    private @Nullable Instant time() {
        JsonNode value = json.get("publishAt");
        if (value == null || value.isNull()) return null;
        if (!value.isTextual()) throw Problem.invalid("publishAt", "publish-at.form");
        try {
            var time = OffsetDateTime.parse(value.textValue()).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() < 10_000 && time.getYear() > 0)
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            // answered below, like a year that no calendar of ours has
        }
        throw Problem.invalid("publishAt", "publish-at.form");
    }

    private static Problem type(String field, String expected) {
        return Problem.invalid(field, "field.type", expected);
    }
}
