package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import vn.tinmoi.article.Fields;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;
import vn.tinmoi.news.TextField;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.store.Database;

/**
 * The only writer of articles. A write reads the article and PostgreSQL's time, decides by {@link Rules}, and is then one
 * autocommit statement guarded by the version that was read; who loses a race decides again on what the winner left.
 * Every instant is PostgreSQL's clock at that read: one time line for all nodes, and known before the event is worded.
 *
 * <p>A future that succeeds is committed on disk. One that fails with a {@link Problem} changed nothing: INVALID,
 * FORBIDDEN, NOT_FOUND, CONFLICT as the caller's error is, UNAVAILABLE when PostgreSQL is away. Only
 * {@code store.unknown} leaves open whether it did: PostgreSQL was lost between the statement and its answer. Any thread.
 *
 * <p>{@code key}: null, or what makes a retry answer what its first try answered. {@code expectedVersion}: null, or the
 * version that the caller saw; another one now is a CONFLICT {@code article.version}.
 */
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int TRIES = 50; // each round of a race has a winner, and no pool lets more writers in at once
    private static final String IMPORT = "import"; // thousands at once, and the import's report counts them
    static final Actor SCHEDULER = new Actor("scheduler", true);

    private final Vertx vertx;
    private final DeskReads reads;
    private final DeskWrites writes;
    private final Arrivals arrivals;
    private final Supplier<String> epoch;
    private final Consumer<LoggedEvent> committed;

    /**
     * @param epoch the log's incarnation now
     * @param committed told of each event that was written, before its writer is answered, so that this node shows the writer
     *     what was written; must not block
     */
    public Desk(Vertx vertx, Database db, Supplier<String> epoch, Consumer<LoggedEvent> committed) {
        this.vertx = vertx;
        this.reads = new DeskReads(db);
        this.writes = new DeskWrites(db);
        this.epoch = epoch;
        this.committed = committed;
        this.arrivals = new Arrivals(vertx, db, reads, writes, this::done);
    }

    /** An article in whatever state; NOT_FOUND. */
    Future<Article> find(ArticleId article) {
        return reads.read(article)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", article))
                        .article());
    }

    /** A new article in the state its draft asks for. */
    public Future<Saved> create(Draft draft, Actor actor, @Nullable IdempotencyKey key) {
        if (!actor.may(Right.WRITE)) return Future.failedFuture(Actor.forbidden(Right.WRITE));
        if (draft.status() != ArticleStatus.DRAFT && !actor.mayPublish()) return Future.failedFuture(Actor.forbidden());
        if (draft.featured() && !actor.mayPublish()) return Future.failedFuture(CleanChange.mayNotFeature());
        return vertx.executeBlocking(() -> CleanChange.of(draft), false)
                .compose(this::withSizes)
                .compose(clean -> once(actor, key, TRIES, () -> tryCreate(clean, actor, key)));
    }

    /** A draft that is a change of a published article, with its place beside that; empty: there is one already, nothing was written. */
    Future<Optional<Saved>> createBeside(Article published, Draft draft, Actor actor) {
        if (!actor.may(Right.WRITE)) return Future.failedFuture(Actor.forbidden(Right.WRITE));
        actor.requireFor(published.category());
        return vertx.executeBlocking(() -> CleanChange.of(draft), false)
                .compose(clean -> ground(clean).compose(ground -> {
                    var revision = clean.fresh(ground);
                    return writes.createBeside(revision, actor, published)
                            .map(written -> done(revision, actor, written));
                }));
    }

    /** Other words, another place, another due time. What is as wished already makes neither a version nor an event. */
    public Future<Saved> change(
            ArticleId article,
            Change change,
            @Nullable Integer expectedVersion,
            Actor actor,
            @Nullable IdempotencyKey key) {
        if (!actor.may(Right.WRITE)) return Future.failedFuture(Actor.forbidden(Right.WRITE));
        return vertx.executeBlocking(() -> CleanChange.of(change), false)
                .compose(this::withSizes)
                .compose(clean -> revise(article, expectedVersion, actor, key, read -> {
                    clean.requireAllowed(read.article(), actor);
                    return ground(clean).map(ground -> clean.applied(read, ground));
                }));
    }

    /** Makes a draft, scheduled or withdrawn article readable now; a CONFLICT when it is readable. */
    public Future<Saved> publish(
            ArticleId article, @Nullable Integer expectedVersion, Actor actor, @Nullable IdempotencyKey key) {
        return announce(article, expectedVersion, actor, key, read -> Rules.publish(read.article(), read.now()));
    }

    /** Takes a readable article from all readers, its words from the log too; a CONFLICT when it is not readable. */
    public Future<Saved> withdraw(
            ArticleId article,
            String reason,
            @Nullable Integer expectedVersion,
            Actor actor,
            @Nullable IdempotencyKey key) {
        return announce(
                article,
                expectedVersion,
                actor,
                key,
                read -> Rules.withdraw(read.article(), Fields.reason(reason), read.now()));
    }

    /** Takes a readable article into "Tin nổi bật" or out of it; where it is as wished already, nothing happens. */
    public Future<Saved> feature(
            ArticleId article,
            boolean featured,
            @Nullable Integer expectedVersion,
            Actor actor,
            @Nullable IdempotencyKey key) {
        return announce(article, expectedVersion, actor, key, read -> Rules.feature(read.article(), featured));
    }

    /** A story from outside, on the usual terms. Its picture must already be served at its address. */
    public Future<Story.Outcome> bringIn(Story story, Actor actor) {
        return bringIn(story, actor, Terms.USUAL).map(Story.Taken::outcome);
    }

    /** A story from outside: what became of it, and what of it stays as the newsroom made it. See {@link Terms}. */
    public Future<Story.Taken> bringIn(Story story, Actor actor, Terms terms) {
        return actor.mayPublish() ? arrivals.bringIn(story, actor, terms) : Future.failedFuture(Actor.forbidden());
    }

    /** Publishes what is scheduled and due by PostgreSQL's clock; no event: another node did, or its editor thought again. */
    Future<Saved> publishDue(ArticleId article) {
        return announce(article, null, SCHEDULER, null, read -> Rules.publishDue(read.article(), read.now()));
    }

    /** What the scheduler looks after besides. */
    DeskReads reads() {
        return reads;
    }

    DeskWrites writes() {
        return writes;
    }

    /** For who may publish. */
    private Future<Saved> announce(
            ArticleId article,
            @Nullable Integer expectedVersion,
            Actor actor,
            @Nullable IdempotencyKey key,
            Function<DeskReads.Read, @Nullable Revision> decide) {
        if (!actor.mayPublish()) return Future.failedFuture(Actor.forbidden());
        return revise(
                article,
                expectedVersion,
                actor,
                key,
                read -> Future.succeededFuture(Optional.ofNullable(decide.apply(read))));
    }

    private Future<Saved> revise(
            ArticleId article,
            @Nullable Integer expectedVersion,
            Actor actor,
            @Nullable IdempotencyKey key,
            Function<DeskReads.Read, Future<Optional<Revision>>> decide) {
        return once(
                actor,
                key,
                TRIES,
                () -> reads.read(article).compose(found -> {
                    var read = found.orElseThrow(() -> Problem.notFound("article.unknown", article));
                    actor.requireFor(read.article().category());
                    requireVersion(read.article(), expectedVersion);
                    return decide.apply(read)
                            .compose(revision -> revision.isPresent()
                                    ? save(revision.get(), actor, key, read)
                                    : remember(read.article(), actor, key));
                }));
    }

    private static void requireVersion(Article article, @Nullable Integer expected) {
        if (expected != null && expected != article.version()) {
            throw Problem.conflict("article.version", article.version());
        }
    }

    /** Answers what the key's first try did, or tries until nobody else comes between. An empty try lost a race. */
    private Future<Saved> once(
            Actor actor, @Nullable IdempotencyKey key, int tries, Supplier<Future<Optional<Saved>>> attempt) {
        return firstTry(actor, key)
                .compose(first -> first.isPresent()
                        ? Future.succeededFuture(first)
                        : attempt.get().recover(failure -> orFirst(actor, key, failure)))
                .compose(saved -> {
                    if (saved.isPresent()) return Future.succeededFuture(saved.get());
                    if (tries == 1) return Future.failedFuture(Problem.unavailable("desk.busy"));
                    return once(actor, key, tries - 1, attempt);
                });
    }

    /** Who meets another version than expected may have met their own, of a second press at the same moment. */
    private Future<Optional<Saved>> orFirst(Actor actor, @Nullable IdempotencyKey key, Throwable failure) {
        if (!(failure instanceof Problem met) || met.kind() != Problem.Kind.CONFLICT)
            return Future.failedFuture(failure);
        return firstTry(actor, key)
                .compose(first -> first.isPresent() ? Future.succeededFuture(first) : Future.failedFuture(failure));
    }

    private Future<Optional<Saved>> firstTry(Actor actor, @Nullable IdempotencyKey key) {
        if (key == null) return Future.succeededFuture(Optional.empty());
        return reads.firstTry(actor, key)
                .map(found -> found.map(first -> {
                    if (!first.sameCall()) throw Problem.invalid(IdempotencyKey.FIELD, "idempotency.other-call");
                    return saved(first.article(), first.seq());
                }));
    }

    private Future<CleanChange> withSizes(CleanChange clean) {
        var body = clean.change().texts().get(TextField.BODY_HTML);
        var named = BodyPictures.named(body);
        if (body == null || named.isEmpty()) return Future.succeededFuture(clean);
        return reads.pictures(named).map(known -> clean.withBody(BodyPictures.sized(body, known)));
    }

    private Future<DeskReads.Ground> ground(CleanChange clean) {
        return reads.ground(clean.categoryOrDefault(), clean.image());
    }

    private Future<Optional<Saved>> tryCreate(CleanChange clean, Actor actor, @Nullable IdempotencyKey key) {
        return ground(clean).compose(ground -> {
            var revision = clean.fresh(ground);
            actor.requireFor(revision.article().category());
            return writes.create(revision, actor, key).map(written -> done(revision, actor, written));
        });
    }

    private Future<Optional<Saved>> save(
            Revision revision, Actor actor, @Nullable IdempotencyKey key, DeskReads.Read read) {
        actor.requireFor(revision.article().category());
        if (read.pending() && revision.article().status() != ArticleStatus.DRAFT) {
            return Future.failedFuture(Problem.conflict("pending.alone"));
        }
        return writes.change(revision, actor, key, read.now()).map(written -> done(revision, actor, written));
    }

    private Future<Optional<Saved>> remember(Article unchanged, Actor actor, @Nullable IdempotencyKey key) {
        if (key == null) return Future.succeededFuture(Optional.of(new Saved(unchanged, null)));
        return writes.remember(unchanged, actor, key).map(noted -> noted.map(yes -> new Saved(unchanged, null)));
    }

    private Optional<Saved> done(Revision revision, Actor actor, Optional<DeskWrites.Written> written) {
        return written.map(in -> {
            var article = revision.article();
            LOG.atLevel(revision.action().equals(IMPORT) ? Level.DEBUG : Level.INFO)
                    .log(
                            "article {} actor={} article={} version={}",
                            revision.action(),
                            actor.name(),
                            article.id(),
                            article.version());
            var saved = saved(article, in.seq());
            if (saved.event() != null) tell(revision.logged(saved.event()));
            return saved;
        });
    }

    /** What is committed stays answered as such, whatever listens. */
    private void tell(LoggedEvent event) {
        try {
            committed.accept(event);
        } catch (RuntimeException e) {
            LOG.error("listener failed after a commit event={}", event, e);
        }
    }

    private Saved saved(Article article, @Nullable Long seq) {
        return new Saved(article, seq == null ? null : new Cursor(epoch.get(), seq));
    }
}
