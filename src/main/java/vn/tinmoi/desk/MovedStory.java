package vn.tinmoi.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Correction;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.portal.JsonParts;
import vn.tinmoi.text.Slugs;

/**
 * A story as a site's export has it. A {@link Problem} INVALID names the field that cannot be used; texts are repaired and
 * cleaned as everyone's are. Takes milliseconds: not for an event loop.
 */
record MovedStory(
        long id,
        ArticleStatus status,
        String slug,
        Texts texts,
        String category,
        boolean featured,
        @Nullable String image,
        ObjectNode json) {
    private static final Set<String> BESIDE_TEXTS = Set.of(
            "id",
            "status",
            "slug",
            "category",
            "featured",
            "image",
            "publishAt",
            "publishedAt",
            "createdAt",
            "updatedAt",
            "withdrawnAt",
            "withdrawnReason",
            "correction",
            "correctedAt",
            "source");

    static MovedStory read(ObjectNode json) {
        JsonParts.requireKnown(json, "", known());
        var id = json.path("id");
        if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() < 1) {
            throw Problem.invalid("id", "field.type", "1, 2, 3 …");
        }
        var texts = Texts.of(field -> text(json, field));
        var slug = JsonParts.line(json, "slug", "slug", Slugs.MAX_LENGTH);
        var category = JsonParts.line(json, "category", "category", Slugs.MAX_LENGTH);
        return new MovedStory(
                id.longValue(),
                status(json),
                slug.isEmpty() ? Slugs.of(texts.text(TextField.TITLE)) : slug,
                texts,
                category.isEmpty() ? Category.DEFAULT : category,
                json.path("featured").asBoolean(),
                JsonParts.nullable(json, "image", "image"),
                json);
    }

    private static Set<String> known() {
        var known = new HashSet<>(BESIDE_TEXTS);
        for (var field : TextField.values()) known.add(field.json());
        return known;
    }

    private static @Nullable String text(ObjectNode json, TextField field) {
        var text = JsonParts.nullable(json, field.json(), field.json());
        if (text == null && field.isNullable()) return null;
        return Fields.clean(field, Objects.requireNonNullElse(text, ""));
    }

    private static ArticleStatus status(ObjectNode json) {
        var wire = JsonParts.nullable(json, "status", "status");
        return Arrays.stream(ArticleStatus.values())
                .filter(one -> one.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("status", "field.type", "draft, scheduled, published, withdrawn"));
    }

    private @Nullable Instant instant(String name) {
        return instant(json, name, name);
    }

    private static @Nullable Instant instant(ObjectNode holder, String name, String field) {
        var text = JsonParts.nullable(holder, name, field);
        if (text == null) return null;
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(field, "field.type", "2026-11-27T08:00:00Z");
        }
    }

    private Instant required(String name) {
        var at = instant(name);
        if (at == null) throw Problem.invalid(name, "field.missing");
        return at;
    }

    /** Its only version here. */
    Revision revision(DeskReads.Ground ground) {
        var article = article(ground);
        boolean readable = status == ArticleStatus.PUBLISHED;
        return new Revision(
                article,
                "import",
                new JsonObject().put("export", true),
                readable ? new NewsEvent.Published(article.headline()) : null,
                readable && featured,
                source());
    }

    private Article article(DeskReads.Ground ground) {
        if (ground.category() == null) throw Problem.invalid("category", "category.unknown", category);
        if (image != null && ground.picture() == null) throw Problem.invalid("image", "export.image", image);
        var publishAt = status == ArticleStatus.SCHEDULED ? required("publishAt") : instant("publishAt");
        Embargo.requireUsable(texts, status, publishAt, texts, ground.now()); // one that is over may stand there
        boolean wasPublished = status == ArticleStatus.PUBLISHED || status == ArticleStatus.WITHDRAWN;
        var created = Objects.requireNonNullElse(instant("createdAt"), ground.now());
        return new Article(
                new ArticleId(id),
                1,
                status,
                slug,
                texts,
                ground.category(),
                featured,
                ground.picture(),
                publishAt,
                wasPublished ? required("publishedAt") : instant("publishedAt"),
                created,
                Objects.requireNonNullElse(instant("updatedAt"), created),
                instant("withdrawnAt"),
                JsonParts.nullable(json, "withdrawnReason", "withdrawnReason"),
                correction());
    }

    private @Nullable Correction correction() {
        var note = JsonParts.nullable(json, "correction", "correction");
        return note == null ? null : new Correction(Fields.correction(note), required("correctedAt"));
    }

    private Revision.@Nullable Source source() {
        var source = JsonParts.object(json, "source", "source");
        if (source == null) return null;
        JsonParts.requireKnown(source, "source.", Set.of("guid", "digest", "changed", "dated", "kept"));
        var guid = JsonParts.nullable(source, "guid", "source.guid");
        var digest = JsonParts.nullable(source, "digest", "source.digest");
        if (guid == null) throw Problem.invalid("source.guid", "field.missing");
        if (digest == null || !digest.matches("[0-9a-f]{64}")) {
            throw Problem.invalid("source.digest", "field.type", "SHA-256");
        }
        List<String> kept = JsonParts.list(source, "kept", "source.kept", 100, (one, path) -> one.asText());
        return new Revision.Source(
                guid,
                digest,
                instant(source, "changed", "source.changed"),
                source.path("dated").asBoolean(true),
                kept);
    }
}
