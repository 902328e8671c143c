package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.desk.Embargo;
import vn.tinmoi.desk.Expiries;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.IdempotencyKey;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.desk.Saved;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/** What the buttons of a story's form do: its words are saved, then the step is taken. Any thread; fails with a {@link Problem}. */
final class StoryWrites {
    /** These take the story as it is stored, whatever stands in the fields. */
    private static final Set<Move> WITHOUT_WORDS = EnumSet.of(Move.TAKE, Move.WITHDRAW, Move.UNSCHEDULE);

    private static final Set<Move> STEPS = EnumSet.of(Move.SUBMIT, Move.TAKE, Move.RETURN, Move.APPROVE);

    private final Desk desk;
    private final Flow flow;
    private final Comments comments;
    private final PendingVersions pendings;
    private final Expiries expiries;
    private final WorkingCopies copies;
    private final UnsaidPictures unsaid;
    private final LocalTimes times;
    private final InstantSource clock;

    StoryWrites(
            Desk desk,
            Flow flow,
            Comments comments,
            PendingVersions pendings,
            Expiries expiries,
            WorkingCopies copies,
            UnsaidPictures unsaid,
            LocalTimes times,
            InstantSource clock) {
        this.desk = desk;
        this.flow = flow;
        this.comments = comments;
        this.pendings = pendings;
        this.expiries = expiries;
        this.copies = copies;
        this.unsaid = unsaid;
        this.times = times;
        this.clock = clock;
    }

    /** A new story; a second press of the same form's button gives the first one's. */
    Future<ArticleId> create(StoryFields fields, Move move, Actor actor) {
        move.requireOpenTo(actor, Stage.DRAFT);
        requireOwnFields(fields, actor);
        var status = move.equals(Move.PUBLISH)
                ? ArticleStatus.PUBLISHED
                : move.equals(Move.SCHEDULE) ? ArticleStatus.SCHEDULED : ArticleStatus.DRAFT;
        var expires = expires(null, fields, move, actor);
        var draft = fields.draft(status, due(fields, move), times);
        return requireSaid(draft, move)
                .compose(said -> desk.create(draft, actor, key(fields)))
                .compose(saved -> expires.isEmpty()
                        ? Future.succeededFuture(saved)
                        : expires.get().set(saved.article().id()).map(saved))
                .compose(saved -> {
                    var id = saved.article().id();
                    return copies.drop(fields.value("khoa"), id, actor).map(id);
                })
                .compose(id -> STEPS.contains(move)
                        ? flow.step(id, move, note(fields), actor).map(id)
                        : Future.succeededFuture(id));
    }

    /** Nothing comes before readers with a picture of which too little is said. Said before anything is saved. */
    private Future<Void> requireSaid(Draft draft, Move move) {
        if (!move.isForReaders(Stage.DRAFT)) return Future.succeededFuture();
        var image = Objects.requireNonNullElse(draft.image(), "");
        return unsaid.requireNone(image, draft.texts().text(TextField.BODY_HTML), null);
    }

    /** The same; a picture that readers have seen in the story, or that was let through before, may stay. */
    private Future<Void> requireSaid(Flow.Standing standing, StoryFields fields, Move move) {
        if (!move.isForReaders(standing.stage())) return Future.succeededFuture();
        var article = standing.article();
        var stored = article.picture() == null ? "" : article.picture().id();
        var image = Objects.requireNonNullElse(fields.given(StoryFields.IMAGE), stored);
        var body = changed(article, fields).text(TextField.BODY_HTML);
        return seen(standing, move).compose(seen -> unsaid.requireNone(image, body, seen.orElse(null)));
    }

    private Future<Optional<Article>> seen(Flow.Standing standing, Move move) {
        if (move == Move.SAVE || move == Move.CORRECT) return Future.succeededFuture(Optional.of(standing.article()));
        var pending = standing.pending();
        if (pending == null) return Future.succeededFuture(Optional.empty());
        return flow.standing(pending.article()).map(found -> found.map(Flow.Standing::article));
    }

    /** What the form of who may not publish does not have. */
    private static void requireOwnFields(StoryFields fields, Actor actor) {
        boolean asked = !fields.value("featured-asked").isEmpty()
                || !fields.value(StoryFields.FEATURED).isEmpty();
        if (asked && !actor.mayPublish()) {
            throw new Problem(Problem.Kind.FORBIDDEN, "right.featured", StoryFields.FEATURED);
        }
    }

    private static @Nullable IdempotencyKey key(StoryFields fields) {
        var key = fields.value("khoa");
        return key.matches("[0-9a-f-]{16,64}")
                ? IdempotencyKey.of(key, "newsroom", key.getBytes(StandardCharsets.US_ASCII))
                : null;
    }

    /** Who says something of paragraphs has said why. */
    private static String note(StoryFields fields, Move move) {
        var note = note(fields);
        int remarks = fields.remarks().size();
        return move == Move.RETURN && note.isBlank() && remarks > 0 ? "Có " + remarks + " ghi chú ở các đoạn." : note;
    }

    private static String note(StoryFields fields) {
        return fields.value("note");
    }

    private @Nullable Instant due(StoryFields fields, Move move) {
        if (move != Move.SCHEDULE) return null;
        var due = times.instant(StoryFields.PUBLISH_AT, fields.value(StoryFields.PUBLISH_AT));
        if (due == null) throw Problem.invalid(StoryFields.PUBLISH_AT, "publish-at.missing");
        return Instant.parse(due);
    }

    /**
     * The story to go on with. CONFLICT {@code article.version} where someone else saved since the form was made, {@code
     * story.stage} or {@code story.approved} where the story went on.
     */
    Future<ArticleId> save(Flow.Standing standing, StoryFields fields, Move move, Actor actor) {
        move.requireOpenTo(actor, standing.stage());
        if (standing.pending() != null && move.to(standing.stage()).status() == ArticleStatus.SCHEDULED) {
            throw Problem.conflict("pending.alone");
        }
        requireOwnFields(fields, actor);
        var expires = expires(standing.expiresAt(), fields, move, actor);
        if (move == Move.PUBLISH) requireNoEmbargo(standing, fields); // nothing is saved
        var remarks = fields.remarks();
        if (move == Move.RETURN && note(fields).isBlank() && remarks.isEmpty())
            throw Problem.invalid("note", "note.missing"); // nothing is saved
        var id = standing.article().id();
        if (move == Move.WITHDRAW)
            return desk.withdraw(id, fields.value("reason"), null, actor, null).map(id);
        if (WITHOUT_WORDS.contains(move)) return step(id, fields, move, actor).map(id);
        return requireSaid(standing, fields, move)
                .compose(said -> comments.wished(id, Newsroom.number(fields.value("version")), remarks, actor))
                .compose(wished -> words(standing, fields, move, actor)
                        .compose(saved -> comments.add(saved, wished, actor))
                        .compose(said -> copies.drop("", id, actor)))
                .compose(saved -> expires.isEmpty()
                        ? Future.succeededFuture()
                        : expires.get().set(id))
                .compose(saved -> standing.pending() != null && move == Move.PUBLISH
                        ? joined(id, fields, actor)
                        : step(id, fields, move, actor).map(id));
    }

    /** Said here so that the words are not saved alone; the desk says it of every path. */
    private void requireNoEmbargo(Flow.Standing standing, StoryFields fields) {
        Embargo.requireOver(changed(standing.article(), fields), clock.instant());
    }

    /** Its words with what stands in the fields. */
    private Texts changed(Article article, StoryFields fields) {
        return fields.change(article, times, null, null, null).texts().over(article.texts());
    }

    /** A pending version becomes part of the published story, and its number is where to go on. */
    private Future<ArticleId> joined(ArticleId draft, StoryFields fields, Actor actor) {
        int seen = Newsroom.number(fields.value(StoryFields.SEEN));
        return flow.standing(draft)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", draft)))
                .compose(now -> pendings.publish(now, fields.value(StoryFields.CORRECTION), seen, actor));
    }

    /** What the field asks for, checked before anything is written; empty: nothing else than there is. */
    private Optional<Expiry> expires(@Nullable Instant was, StoryFields fields, Move move, Actor actor) {
        if (WITHOUT_WORDS.contains(move) || fields.given(StoryFields.EXPIRES_AT) == null) return Optional.empty();
        var text = times.instant(StoryFields.EXPIRES_AT, fields.value(StoryFields.EXPIRES_AT));
        var at = text == null ? null : Instant.parse(text);
        if (!Objects.equals(was, at) && !actor.mayPublish()) {
            throw new Problem(Problem.Kind.FORBIDDEN, "right.expires", StoryFields.EXPIRES_AT);
        }
        if (at != null) expiries.requireFuture(at);
        return Objects.equals(was, at) ? Optional.empty() : Optional.of(id -> expiries.set(id, at, actor));
    }

    /** A step that is taken when the words are saved. */
    @FunctionalInterface
    private interface Expiry {
        Future<Void> set(ArticleId article);
    }

    private Future<Article> words(Flow.Standing standing, StoryFields fields, Move move, Actor actor) {
        var status = move == Move.SCHEDULE ? ArticleStatus.SCHEDULED : null;
        var correction = move == Move.CORRECT ? fields.value(StoryFields.CORRECTION) : null;
        var change = fields.change(standing.article(), times, status, due(fields, move), correction);
        int seen = Newsroom.number(fields.value("version"));
        return desk.change(standing.article().id(), change, seen, actor, null).map(Saved::article);
    }

    private Future<Void> step(ArticleId id, StoryFields fields, Move move, Actor actor) {
        return switch (move) {
            case SUBMIT, TAKE, RETURN, APPROVE ->
                flow.step(id, move, note(fields, move), actor).mapEmpty();
            case PUBLISH -> desk.publish(id, null, actor, null).compose(done -> flow.arrived(id));
            case SCHEDULE -> flow.arrived(id);
            case UNSCHEDULE ->
                desk.change(id, StoryFields.unscheduled(), null, actor, null).compose(done -> flow.arrived(id));
            case SAVE, CORRECT, WITHDRAW -> Future.succeededFuture();
        };
    }
}
