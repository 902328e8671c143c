package vn.tinmoi.article;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.VisitCounts;

/** Articles as JSON: one form for the API, the lists and the stream's events. Instants are UTC, ISO 8601, milliseconds. */
public final class ArticleJson {
    private ArticleJson() {}

    /** What lists and events show. */
    public static JsonObject headline(Headline headline) {
        var json = new JsonObject()
                .put("id", headline.id().value())
                .put("url", headline.url())
                .put("title", headline.title())
                .put("lead", headline.lead())
                .put("category", headline.category())
                .put("featured", headline.featured())
                .put("version", headline.version())
                .put("publishedAt", instant(headline.publishedAt()))
                .put("updatedAt", instant(headline.updatedAt()));
        var picture = headline.picture();
        if (picture != null) json.put("image", picture(picture));
        return json;
    }

    /** An article whole, in whatever state; absent values are left out. */
    public static JsonObject article(Article article) {
        var json = new JsonObject()
                .put("id", article.id().value())
                .put("url", "/bai-viet/" + article.slug() + "-" + article.id())
                .put("status", article.status().wire())
                .put("version", article.version());
        article.texts().said().forEach((field, text) -> json.put(field.json(), text));
        json.put("category", article.category()).put("featured", article.featured());
        put(json, "publishAt", article.publishAt());
        put(json, "publishedAt", article.publishedAt());
        put(json, "createdAt", article.createdAt());
        put(json, "updatedAt", article.updatedAt());
        put(json, "withdrawnAt", article.withdrawnAt());
        if (article.withdrawnReason() != null) json.put("withdrawnReason", article.withdrawnReason());
        var correction = article.correction();
        if (correction != null) {
            json.put("correction", correction.note());
            put(json, "correctedAt", correction.at());
        }
        if (article.picture() != null) json.put("image", picture(article.picture()));
        return json;
    }

    /** The four counters. */
    public static JsonObject counts(VisitCounts counts) {
        return new JsonObject()
                .put("online", counts.online())
                .put("today", counts.today())
                .put("week", counts.week())
                .put("total", counts.total())
                .put("at", instant(counts.at()))
                .put("changedAt", instant(counts.changedAt()))
                .put("stale", counts.stale());
    }

    /** What is shown of a picture, where its other widths are, narrowest first, its focus where that is not its centre, and where
     * it moves. */
    public static JsonObject picture(Picture picture) {
        var json = new JsonObject()
                .put("id", picture.id())
                .put("url", picture.url())
                .put("width", picture.width())
                .put("height", picture.height())
                .put("alt", picture.alt());
        if (!picture.widths().isEmpty()) json.put("renditions", new JsonArray(renditions(picture)));
        if (!picture.focus().equals(Picture.Focus.CENTRE)) json.put("focus", focus(picture.focus()));
        if (picture.moves()) json.put("motion", picture.motion());
        return json;
    }

    /** As parts of its width and height, 0 to 1. */
    public static JsonObject focus(Picture.Focus focus) {
        return new JsonObject().put("x", focus.x() / 100.0).put("y", focus.y() / 100.0);
    }

    private static List<JsonObject> renditions(Picture picture) {
        return picture.renditions().stream()
                .map(one -> new JsonObject().put("url", one.url()).put("width", one.width()))
                .toList();
    }

    private static void put(JsonObject json, String name, @Nullable Instant instant) {
        if (instant != null) json.put(name, instant(instant));
    }

    private static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
