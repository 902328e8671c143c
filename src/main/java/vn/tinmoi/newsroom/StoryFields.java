package vn.tinmoi.newsroom;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.Change;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;

/** What stands in the fields of a story's form, by their names, as it was typed or as it is stored. Immutable. */
record StoryFields(Map<String, String> values) {
    static final String CATEGORY = "category";
    static final String IMAGE = "image";
    static final String FEATURED = "featured";
    static final String PUBLISH_AT = "publishAt";
    static final String CORRECTION = "correction";
    static final String EXPIRES_AT = "expiresAt";
    static final String SEEN = "seen"; // of a pending version: the published one that the person saw beside it

    StoryFields {
        values = Map.copyOf(values);
    }

    /** As a browser sent it: its line ends are those of forms. */
    static StoryFields of(RoutingContext ctx) {
        var values = new LinkedHashMap<String, String>();
        ctx.request()
                .formAttributes()
                .forEach(field -> values.put(field.getKey(), field.getValue().replace("\r\n", "\n")));
        return new StoryFields(values);
    }

    static StoryFields of(Article article, LocalTimes times) {
        var values = new LinkedHashMap<String, String>();
        for (var field : TextField.values()) {
            if (field.isAuthors()) values.put(field.json(), shown(field, article, times));
        }
        values.put(CATEGORY, article.category());
        values.put(IMAGE, article.picture() == null ? "" : article.picture().id());
        values.put(FEATURED, article.featured() ? "1" : "");
        values.put(
                PUBLISH_AT,
                article.publishAt() == null
                        ? ""
                        : times.field(article.publishAt().toString()));
        return new StoryFields(values);
    }

    private static String shown(TextField field, Article article, LocalTimes times) {
        return field.isWords()
                ? article.texts().text(field)
                : times.field(article.texts().get(field));
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    StoryFields with(String name, String value) {
        var others = new LinkedHashMap<>(values);
        others.put(name, value);
        return new StoryFields(others);
    }

    /** Words without a tag in the body are paragraphs. */
    private Texts texts(@Nullable Article stored, LocalTimes times) {
        return Texts.of(field -> {
            if (!field.isAuthors() || !values.containsKey(field.json())) return null;
            var text = value(field.json());
            if (!field.isWords()) return time(field, text, stored, times);
            return field == TextField.BODY_HTML ? PlainText.html(text) : text;
        });
    }

    /** A program may have set it to the millisecond, which a form does not show: the same minute is no change. */
    private static @Nullable String time(TextField field, String text, @Nullable Article stored, LocalTimes times) {
        if (stored != null && shown(field, stored, times).equals(text)) return null;
        var at = times.instant(field.json(), text);
        return at == null ? "" : at;
    }

    /** What is said of paragraphs, by the rows of the form; a row without words says nothing. */
    List<Comments.Wish> remarks() {
        return StoryRemarks.ROWS.stream()
                .filter(row -> !value("ghi-chu-" + row).isBlank())
                .map(row -> {
                    var at = value("doan-" + row);
                    return new Comments.Wish(at.isEmpty() ? -1 : Newsroom.number(at), value("ghi-chu-" + row));
                })
                .toList();
    }

    /** Null: the form has no such field. A box that is not ticked is not sent. */
    @Nullable
    String given(String name) {
        if (name.equals(FEATURED) && values.containsKey("featured-asked")) return value(name);
        return values.get(name);
    }

    /** A new story, which has a title at least; {@code status}: draft, published, or scheduled for {@code publishAt}. */
    Draft draft(ArticleStatus status, @Nullable Instant publishAt, LocalTimes times) {
        var title = TextField.TITLE.json();
        return new Draft(
                with(title, value(title)).texts(null, times),
                given(CATEGORY),
                !value(FEATURED).isEmpty(),
                status,
                publishAt,
                given(IMAGE));
    }

    /** A draft again; its words stay. */
    static Change unscheduled() {
        return new Change(Texts.NONE, null, null, ArticleStatus.DRAFT, null, null, null);
    }

    /** {@code stored}: as it is now; {@code status}, {@code publishAt}, {@code correction}: null: as they are. */
    Change change(
            Article stored,
            LocalTimes times,
            @Nullable ArticleStatus status,
            @Nullable Instant publishAt,
            @Nullable String correction) {
        var featured = Objects.equals(given("featured-asked"), "1")
                ? Boolean.valueOf(!value(FEATURED).isEmpty())
                : null;
        return new Change(texts(stored, times), given(CATEGORY), featured, status, publishAt, given(IMAGE), correction);
    }
}
