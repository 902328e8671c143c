package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Stories from outside. What the newsroom changed since a story came last stays as it is here, field by field; an older copy
 * never replaces a newer one, in whichever import it comes; what was withdrawn here stays withdrawn, and what its source
 * withdraws is withdrawn here. Who loses a race decides again on what the winner left. Any thread.
 */
final class Arrivals {
    private static final int TRIES = 50;

    private final Vertx vertx;
    private final DeskReads reads;
    private final SourceReads sources;
    private final DeskWrites writes;
    private final AfterWrite afterWrite;

    /** What the desk does with what was written. */
    interface AfterWrite {
        /** Empty: nothing was written, someone else came between. */
        Optional<Saved> done(Revision revision, Actor actor, Optional<DeskWrites.Written> written);
    }

    Arrivals(Vertx vertx, Database db, DeskReads reads, DeskWrites writes, AfterWrite afterWrite) {
        this.vertx = vertx;
        this.reads = reads;
        this.sources = new SourceReads(db);
        this.writes = writes;
        this.afterWrite = afterWrite;
    }

    Future<Story.Taken> bringIn(Story story, Actor actor, Terms terms) {
        return vertx.executeBlocking(() -> SourceKey.of(story), false)
                .compose(key -> new Arrival(story, key, actor, terms).bring(TRIES));
    }

    /** One story on its way in. */
    private final class Arrival {
        private final Story story;
        private final SourceKey key;
        private final Actor actor;
        private final Terms terms;

        Arrival(Story story, SourceKey key, Actor actor, Terms terms) {
            this.story = story;
            this.key = key;
            this.actor = actor;
            this.terms = terms;
        }

        Future<Story.Taken> bring(int tries) {
            return sources.find(story, key)
                    .compose(match -> match.story() == null ? enter(match.guid()) : renew(match.story()))
                    .compose(taken -> {
                        if (taken.isPresent()) return Future.succeededFuture(taken.get());
                        if (tries == 1) return Future.failedFuture(Problem.unavailable("desk.busy"));
                        return bring(tries - 1);
                    });
        }

        private Future<Optional<Story.Taken>> enter(String guid) {
            if (story.origin().state() == Story.State.WITHDRAWN) return taken(Story.Outcome.UNCHANGED, null);
            return cleaned(guid)
                    .compose(clean -> ground(clean).compose(ground -> {
                        var revision = clean.fresh(ground);
                        return writes.create(revision, actor, null)
                                .map(written -> afterWrite.done(revision, actor, written))
                                .map(saved -> saved.map(yes -> taken(Story.Outcome.NEW, yes.article(), List.of())));
                    }));
        }

        private Future<Optional<Story.Taken>> renew(SourceReads.Known known) {
            var article = known.article();
            if (article.status() == ArticleStatus.WITHDRAWN || isKnown(known))
                return taken(Story.Outcome.UNCHANGED, article);
            if (!terms.overwrite() && isOlder(known.changed())) return taken(Story.Outcome.OLDER, article);
            if (story.origin().state() == Story.State.WITHDRAWN) return withdraw(known);
            return sources.history(known, key.digest()).compose(history -> {
                boolean standing = key.digest().equals(known.read().digest()); // only its pictures are still to come
                boolean back = history.seen() && !standing && !isLater(known.changed());
                return back && !terms.overwrite()
                        ? taken(Story.Outcome.OLDER, article)
                        : cleaned(known.guid()).compose(clean -> merge(clean, known, history));
            });
        }

        /** Whether there is nothing to do: it came like this before. */
        private boolean isKnown(SourceReads.Known known) {
            var digest = known.read().digest();
            boolean illustrated = key.illustrated().equals(digest);
            boolean enough = terms.illustrator() == null || !CleanStory.hasPictures(story);
            return !terms.overwrite() && (illustrated || (key.digest().equals(digest) && enough));
        }

        private boolean isOlder(@Nullable Instant known) {
            var changed = story.origin().changed();
            return changed != null && known != null && changed.isBefore(known);
        }

        private boolean isLater(@Nullable Instant known) {
            var changed = story.origin().changed();
            return changed != null && (known == null || changed.isAfter(known));
        }

        private Future<Optional<Story.Taken>> withdraw(SourceReads.Known known) {
            if (known.article().status() != ArticleStatus.PUBLISHED)
                return taken(Story.Outcome.UNCHANGED, known.article());
            var withdrawn = Rules.withdraw(
                            known.article(), "source", known.read().now())
                    .from(CleanStory.source(story, key, known, false, known.kept()));
            return save(withdrawn, known)
                    .map(saved -> saved.map(yes -> taken(Story.Outcome.WITHDRAWN, yes.article(), List.of())));
        }

        private Future<Optional<Story.Taken>> merge(
                CleanStory clean, SourceReads.Known known, SourceReads.History history) {
            return ground(clean).compose(ground -> {
                var merged = clean.merged(known, history.base().orElse(known.article()), ground, terms.overwrite());
                if (merged.revision() == null) {
                    var nothing = merged.kept().isEmpty() ? Story.Outcome.UNCHANGED : Story.Outcome.LEFT_ALONE;
                    return Future.succeededFuture(Optional.of(taken(nothing, known.article(), merged.kept())));
                }
                return save(merged.revision(), known)
                        .map(saved -> saved.map(yes -> taken(Story.Outcome.CHANGED, yes.article(), merged.kept())));
            });
        }

        private Future<Optional<Saved>> save(Revision revision, SourceReads.Known known) {
            return writes.change(revision, actor, null, known.read().now())
                    .map(written -> afterWrite.done(revision, actor, written));
        }

        /** Cleaned, with its pictures where they are wanted. */
        private Future<CleanStory> cleaned(String guid) {
            var illustrator = terms.illustrator();
            if (illustrator == null || !CleanStory.hasPictures(story)) return cleaned(guid, story, false);
            return illustrator
                    .illustrate(story)
                    .compose(illustrated -> cleaned(guid, illustrated.story(), illustrated.whole()));
        }

        private Future<CleanStory> cleaned(String guid, Story whole, boolean illustrated) {
            return vertx.executeBlocking(() -> CleanStory.of(whole, key, guid, illustrated), false)
                    .compose(clean -> {
                        var named = BodyPictures.named(clean.bodyHtml());
                        if (named.isEmpty()) return Future.succeededFuture(clean);
                        return reads.pictures(named).map(known -> clean.sized(known));
                    });
        }

        private Future<DeskReads.Ground> ground(CleanStory clean) {
            var picture = clean.picture();
            Future<Void> kept = picture == null || !picture.widths().isEmpty() // an uploaded one is entered already
                    ? Future.succeededFuture()
                    : writes.keep(picture);
            return kept.compose(yes -> reads.ground(clean.category(), null));
        }

        private Story.Taken taken(Story.Outcome outcome, Article article, List<String> kept) {
            return new Story.Taken(outcome, article.id(), kept);
        }

        private Future<Optional<Story.Taken>> taken(Story.Outcome outcome, @Nullable Article article) {
            var id = article == null ? null : article.id();
            return Future.succeededFuture(Optional.of(new Story.Taken(outcome, id, List.of())));
        }
    }
}
