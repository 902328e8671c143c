package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.media.MediaList;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.Slugs;

/** A story as its person is writing it: what they typed and have not saved, laid over what is stored. Any thread. */
final class Unsaved {
    private final WorkingCopies copies;
    private final MediaList pictures;
    private final Site site;

    Unsaved(WorkingCopies copies, MediaList pictures, Site site) {
        this.copies = copies;
        this.pictures = pictures;
        this.site = site;
    }

    /**
     * {@code typedAt}: when what was typed came; null: nothing did, it is as stored.
     *
     * @param stored it without what was typed
     */
    record Story(Article stored, Article article, @Nullable Instant typedAt) {
        boolean hasNumber() {
            return !stored.id().equals(NOBODYS);
        }
    }

    /** A story that has no number yet has this one, which no story will have. */
    private static final ArticleId NOBODYS = new ArticleId(999_999_999_999_999_999L);

    /** A story that was never saved: only what is typed; blank where nothing was. {@code key}: of its copy. */
    Future<Story> begun(String key, Actor actor, Vertx vertx) {
        return copies.begun(key, actor).compose(found -> over(blank(), found, vertx));
    }

    private static Article blank() {
        return new Article(
                NOBODYS,
                1,
                ArticleStatus.DRAFT,
                "",
                Texts.BLANK,
                Category.DEFAULT,
                false,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null);
    }

    /** What cannot stand in a field is left out: there it is as stored. What is too long ends where it must. */
    Future<Story> over(Article stored, Actor actor, Vertx vertx) {
        return copies.of(stored.id(), actor).compose(found -> over(stored, found, vertx));
    }

    private Future<Story> over(Article stored, Optional<WorkingCopies.Copy> found, Vertx vertx) {
        return found.map(copy -> picture(stored, copy.fields())
                        .compose(picture -> vertx.executeBlocking(
                                () -> new Story(stored, laid(stored, copy.fields(), picture), copy.savedAt()), false)))
                .orElseGet(() -> Future.succeededFuture(new Story(stored, stored, null)));
    }

    /** With what it says itself, whatever the story says of it. */
    private Future<@Nullable Picture> picture(Article stored, JsonObject typed) {
        var was = stored.picture();
        var id = typed.getString(StoryFields.IMAGE, was == null ? "" : was.id());
        if (id.isEmpty()) return Future.succeededFuture(null);
        return pictures.one(id).map(found -> found.map(MediaList.Entry::picture).orElse(null));
    }

    private Article laid(Article stored, JsonObject typed, @Nullable Picture picture) {
        var texts = Texts.of(field -> field.isAuthors() && field.isWords() ? text(field, typed) : null)
                .over(stored.texts());
        var category = Optional.ofNullable(typed.getString(StoryFields.CATEGORY))
                .filter(slug ->
                        site.categories().stream().anyMatch(one -> one.slug().equals(slug)))
                .orElse(stored.category());
        var slug = stored.publishedAt() == null ? Slugs.of(texts.text(TextField.TITLE)) : stored.slug();
        return stored.saying(
                slug, texts, category, picture == null ? null : picture.captioned(texts.get(TextField.IMAGE_CAPTION)));
    }

    private static @Nullable String text(TextField field, JsonObject typed) {
        var text = typed.getString(field.json());
        if (text == null) return null;
        try {
            return Fields.clean(
                    field, field == TextField.BODY_HTML ? PlainText.html(text) : Fields.cut(text, field.limit()));
        } catch (Problem unusable) {
            return null;
        }
    }
}
