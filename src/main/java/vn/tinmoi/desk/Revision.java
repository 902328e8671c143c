package vn.tinmoi.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.news.TextField;
import vn.tinmoi.text.Credit;

/**
 * The next version of an article, decided and ready to be written.
 *
 * @param article with its new version number
 * @param action what was done, for the revision and the audit
 * @param detail what the audit says besides
 * @param event what everyone is told; null: nothing
 * @param featured whether "Tin nổi bật" shows something else now
 * @param source where an imported one came from; null: leaves that as it is
 */
record Revision(
        Article article,
        String action,
        JsonObject detail,
        NewsEvent.@Nullable Durable event,
        boolean featured,
        @Nullable Source source) {

    /**
     * @param digest SHA-256 in hex of the story as it came
     * @param changed when its source touched it last; null: it does not say
     * @param dated whether its date is its source's word
     * @param kept the fields that are the newsroom's own
     */
    record Source(String guid, String digest, @Nullable Instant changed, boolean dated, List<String> kept) {
        Source as(String other) {
            return new Source(other, digest, changed, dated, kept);
        }
    }

    /** The same, of a story whose source had a part in it. */
    Revision from(Source other) {
        return new Revision(article, action, detail, event, featured, other);
    }

    @Nullable
    String kind() {
        return event == null ? null : EventText.kind(event);
    }

    @Nullable
    String payload() {
        return event == null ? null : EventText.payload(event);
    }

    /** Its event as the log has it at that place. */
    LoggedEvent logged(Cursor place) {
        var told = Objects.requireNonNull(event);
        return new LoggedEvent(
                place,
                EventText.kind(told),
                article.id(),
                article.category(),
                previousCategory(),
                featured,
                EventText.payload(told),
                article.updatedAt());
    }

    String previousCategory() {
        return event instanceof NewsEvent.Revised revised ? revised.previousCategory() : article.category();
    }

    /** The article as a row of its table: what PostgreSQL's {@code jsonb_populate_record} takes. */
    String row() {
        var row = new JsonObject()
                .put("id", article.id().value())
                .put("version", article.version())
                .put("status", article.status().wire())
                .put("slug", article.slug())
                .put("category", article.category())
                .put("featured", article.featured())
                .put(
                        "image",
                        article.picture() == null ? null : article.picture().id())
                .put("publish_at", text(article.publishAt()))
                .put("published_at", text(article.publishedAt()))
                .put("created_at", text(article.createdAt()))
                .put("updated_at", text(article.updatedAt()))
                .put("withdrawn_at", text(article.withdrawnAt()))
                .put("withdrawn_reason", article.withdrawnReason());
        for (var field : TextField.values())
            row.put(field.column(), article.texts().get(field));
        var credit = Credit.of(article.byline());
        row.put("author_slug", credit.authorSlug()).put("source_slug", credit.sourceSlug());
        var correction = article.correction();
        if (correction != null) row.put("correction", correction.note()).put("corrected_at", text(correction.at()));
        row.put("source_dated", source == null || source.dated()).put("source_kept", new JsonArray());
        if (source != null) {
            row.put("source_guid", source.guid())
                    .put("source_digest", "\\x" + source.digest())
                    .put("source_changed", text(source.changed()))
                    .put("source_kept", new JsonArray(source.kept()));
        }
        return row.encode();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
