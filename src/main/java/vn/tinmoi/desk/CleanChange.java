package vn.tinmoi.desk;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/** What an author asked for, its texts cleaned: laid over a new or a standing article. */
record CleanChange(Change change) {
    /** Cleaning takes milliseconds: not for an event loop. */
    static CleanChange of(Draft draft) {
        return of(new Change(
                draft.texts(),
                draft.category(),
                draft.featured(),
                draft.status(),
                draft.publishAt(),
                draft.image(),
                null));
    }

    /** Cleaning takes milliseconds: not for an event loop. */
    static CleanChange of(Change raw) {
        return new CleanChange(new Change(
                raw.texts().map(Fields::clean),
                raw.category() == null ? null : reference("category", raw.category()),
                raw.featured(),
                raw.status(),
                raw.publishAt(),
                raw.image() == null ? null : reference("image", raw.image()),
                raw.correction() == null ? null : Fields.correction(raw.correction())));
    }

    /** The same with another body. */
    CleanChange withBody(String bodyHtml) {
        return new CleanChange(new Change(
                change.texts().with(TextField.BODY_HTML, bodyHtml),
                change.category(),
                change.featured(),
                change.status(),
                change.publishAt(),
                change.image(),
                change.correction()));
    }

    /** The name of something else: what no name can be is unknown. */
    private static String reference(String field, String name) {
        if (!name.matches("[a-z0-9-]{0,80}")) throw unknown(field, name);
        return name;
    }

    private static Problem unknown(String field, String name) {
        return Problem.invalid(field, field + ".unknown", Fields.quoted(name));
    }

    String categoryOrDefault() {
        return change.category() == null ? Category.DEFAULT : change.category();
    }

    @Nullable
    String image() {
        return change.image();
    }

    /** That this actor may ask this of this article: without the right to publish only drafts, which stay drafts. */
    void requireAllowed(Article article, Actor actor) {
        boolean draft = article.status() == ArticleStatus.DRAFT
                && (change.status() == null || change.status() == ArticleStatus.DRAFT);
        if (!draft && !actor.mayPublish()) throw Actor.forbidden();
        Embargo.requireAllowed(change.texts(), article, actor);
        boolean feature = change.featured() != null && change.featured() != article.featured();
        if (feature && !actor.mayPublish()) throw mayNotFeature();
    }

    /** What stands out on the front page is for who publishes. */
    static Problem mayNotFeature() {
        return new Problem(Problem.Kind.FORBIDDEN, "right.featured", "featured");
    }

    /** The first version of a new article. */
    Revision fresh(DeskReads.Ground ground) {
        var next = NextVersion.blank(ground.id(), ground.now());
        next.category = ground.home();
        lay(next, ground);
        Rules.requireDueTime(next.status, next.publishAt, null, ground.now());
        if (next.status == ArticleStatus.PUBLISHED) return fresh(next.published(ground.now()));
        Embargo.requireUsable(next.texts, next.status, next.publishAt, Texts.NONE, ground.now());
        return fresh(next);
    }

    private static Revision fresh(NextVersion next) {
        var article = next.article();
        boolean published = article.status() == ArticleStatus.PUBLISHED;
        var event = published ? new NewsEvent.Published(article.headline()) : null;
        return new Revision(article, "create", new JsonObject(), event, article.featured(), null);
    }

    /** The version after the one that was read; empty: it is as wished already. */
    Optional<Revision> applied(DeskReads.Read read, DeskReads.Ground ground) {
        var was = read.article();
        var next = NextVersion.of(was);
        lay(next, ground);
        if (change.correction() != null) next.correction = Rules.correction(was, change.correction(), read.now());
        Rules.requireReachable(was.status(), next.status);
        if (next.status == ArticleStatus.DRAFT && change.publishAt() == null) next.publishAt = null;
        Rules.requireDueTime(next.status, dueTime(next), was.publishAt(), read.now());
        return Optional.ofNullable(Rules.change(was, next, "change", read.now(), null));
    }

    /** Publishing at once forgets when it was due. */
    private @Nullable Instant dueTime(NextVersion next) {
        return next.status == ArticleStatus.PUBLISHED && change.publishAt() == null ? null : next.publishAt;
    }

    private void lay(NextVersion next, DeskReads.Ground ground) {
        if (change.image() != null) next.show(picture(change.image(), ground));
        next.texts = change.texts().over(next.texts);
        boolean captioned = next.texts.get(TextField.IMAGE_CAPTION) != null;
        if (captioned && next.picture == null) throw Problem.invalid("imageCaption", "image-caption.alone");
        if (change.category() != null) next.category = known(change.category(), ground);
        if (change.featured() != null) next.featured = change.featured();
        if (change.status() != null) next.status = change.status();
        if (change.publishAt() != null) next.publishAt = change.publishAt();
    }

    private static String known(String category, DeskReads.Ground ground) {
        if (ground.category() == null) throw unknown("category", category);
        return ground.category();
    }

    private static @Nullable Picture picture(String image, DeskReads.Ground ground) {
        if (image.isEmpty()) return null;
        if (ground.picture() == null) throw unknown("image", image);
        return ground.picture();
    }
}
