package vn.tinmoi.desk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.BodyMerge;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Changes to published stories by those who may not publish, or want them read first: a draft beside the story, through the same
 * flow, one at a time. When it is published it is joined with what the story has become meanwhile. Any thread; fails with a
 * {@link Problem}.
 */
public final class PendingVersions {
    static final String CATEGORY = "category";
    static final String IMAGE = "image";

    private final Vertx vertx;
    private final Database db;
    private final Desk desk;
    private final Flow flow;

    public PendingVersions(Vertx vertx, Database db, Desk desk, Flow flow) {
        this.vertx = vertx;
        this.db = db;
        this.desk = desk;
        this.flow = flow;
    }

    /** The draft of the one that there is, or of a new one with the story's words. CONFLICT where readers do not see the story. */
    public Future<ArticleId> begin(ArticleId article, Actor actor) {
        return standing(article).compose(standing -> {
            if (standing.open() != null) return Future.succeededFuture(standing.open());
            var published = standing.article();
            if (published.status() != ArticleStatus.PUBLISHED) {
                throw Problem.conflict("story.stage", standing.stage().wire());
            }
            return desk.createBeside(published, draft(published), actor)
                    .compose(begun -> begun.isPresent()
                            ? Future.succeededFuture(begun.get().article().id())
                            : standing(article).map(PendingVersions::others));
        });
    }

    /** UNAVAILABLE where that one was published in this very moment. */
    private static ArticleId others(Flow.Standing standing) {
        if (standing.open() == null) throw Problem.unavailable("desk.busy");
        return standing.open();
    }

    private Future<Flow.Standing> standing(ArticleId article) {
        return flow.standing(article)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", article)));
    }

    private static Draft draft(Article published) {
        return new Draft(
                Texts.of(field -> field.isAuthors() ? published.texts().text(field) : null),
                published.category(),
                false, // only who publishes says so, and the story stays as it is there
                ArticleStatus.DRAFT,
                null,
                image(published));
    }

    private static String image(Article article) {
        return article.picture() == null ? "" : article.picture().id();
    }

    /** A retry, and a second press, publish it once. */
    private static IdempotencyKey key(Article article) {
        var name = "pending-publish-" + article.id() + "-" + article.version();
        return IdempotencyKey.of(name, "newsroom", name.getBytes(US_ASCII));
    }

    /**
     * A pending version, joined with what the published story is now.
     *
     * @param now version of the published story that it was joined with
     * @param stored what the published story says in fields that both changed, by their names
     * @param clashes of the body's blocks that both changed; the change has the pending side
     */
    public record Joined(Change change, int now, Map<String, String> stored, List<BodyMerge.Clash> clashes) {
        public boolean isClear() {
            return stored.isEmpty() && clashes.isEmpty();
        }
    }

    /** What publishing it would change; CONFLICT where readers do not see the story any more. {@code correction}: empty: none. */
    public Future<Joined> join(Flow.Standing draft, String correction) {
        var pending = Objects.requireNonNull(draft.pending());
        return standing(pending.article()).compose(published -> {
            if (published.stage() != Stage.PUBLISHED) {
                throw Problem.conflict("pending.gone", published.stage().wire());
            }
            return flow.version(pending.article(), pending.base())
                    .compose(base -> vertx.executeBlocking(
                            () -> joined(
                                    base.orElse(published.article()), draft.article(), published.article(), correction),
                            false));
        });
    }

    private static Joined joined(Article base, Article mine, Article theirs, String correction) {
        var stored = new LinkedHashMap<String, String>();
        var clashes = new ArrayList<BodyMerge.Clash>();
        var texts = new EnumMap<TextField, String>(TextField.class);
        for (var field : TextField.values()) {
            if (!field.isAuthors() || !field.isWords()) continue;
            var was = base.texts().text(field);
            var own = mine.texts().text(field);
            var other = theirs.texts().text(field);
            if (own.equals(was) || own.equals(other)) continue;
            if (field == TextField.BODY_HTML && !other.equals(was)) {
                var merged = BodyMerge.of(was, own, other);
                clashes.addAll(merged.clashes());
                own = merged.html();
            } else if (!other.equals(was)) {
                stored.put(field.json(), other);
            }
            texts.put(field, own);
        }
        var category = changed(CATEGORY, base.category(), mine.category(), theirs.category(), stored);
        var image = changed(IMAGE, image(base), image(mine), image(theirs), stored);
        var change = new Change(
                Texts.of(texts::get), category, null, null, null, image, correction.isBlank() ? null : correction);
        return new Joined(change, theirs.version(), stored, clashes);
    }

    /** Null: it stays as it is. */
    private static @Nullable String changed(
            String name, String was, String own, String other, Map<String, String> stored) {
        if (own.equals(was) || own.equals(other)) return null;
        if (!other.equals(was)) stored.put(name, other);
        return own;
    }

    private Future<Void> requireNoEmbargo(ArticleId draft) {
        return desk.reads().read(draft).map(found -> {
            found.ifPresent(read -> Embargo.requireOver(read.article().texts(), read.now()));
            return null;
        });
    }

    private static final String APPLIED = "UPDATE pending_version SET applied_at = now() WHERE draft_id = $1";

    /**
     * Makes it part of the published story, whose number this gives. CONFLICT {@code pending.clash} where both changed the same
     * and the person has not seen the published side. {@code seen}: the version of the published story that they saw; 0: none.
     */
    public Future<ArticleId> publish(Flow.Standing draft, String correction, int seen, Actor actor) {
        var pending = Objects.requireNonNull(draft.pending());
        return requireNoEmbargo(draft.article().id())
                .compose(free -> join(draft, correction))
                .compose(joined -> {
                    if (!joined.isClear() && seen != joined.now()) throw Problem.conflict("pending.clash");
                    return desk.change(pending.article(), joined.change(), joined.now(), actor, key(draft.article()));
                })
                .compose(
                        saved -> db.write(APPLIED, Tuple.of(draft.article().id().value())))
                .map(done -> pending.article());
    }
}
