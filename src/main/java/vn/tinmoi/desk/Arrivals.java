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
    private final DeskReads archive;
    private final SourceReads sources;
    private final DeskWrites press;
    private final Printing printing;

    /** What the desk does with what was written. */
    interface Printing {
        /** Empty: nothing was written, someone else came between. */
        Optional<Saved> done(Revision revision, Actor actor, Optional<DeskWrites.Printed> printed);
    }

    Arrivals(Vertx vertx, Database db, DeskReads archive, DeskWrites press, Printing printing) {
        this.vertx = vertx;
        this.archive = archive;
        this.sources = new SourceReads(db);
        this.press = press;
        this.printing = printing;
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
            return intake(guid)
                    .compose(intake -> ground(intake).compose(ground -> {
                        var revision = intake.fresh(ground);
                        return press.create(revision, actor, null)
                                .map(printed -> printing.done(revision, actor, printed))
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
                        : intake(known.guid()).compose(intake -> merge(intake, known, history));
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
            return print(withdrawn, known)
                    .map(saved -> saved.map(yes -> taken(Story.Outcome.WITHDRAWN, yes.article(), List.of())));
        }

        private Future<Optional<Story.Taken>> merge(
                CleanStory intake, SourceReads.Known known, SourceReads.History history) {
            return ground(intake).compose(ground -> {
                var merged = intake.merged(known, history.base().orElse(known.article()), ground, terms.overwrite());
                if (merged.revision() == null) {
                    var nothing = merged.kept().isEmpty() ? Story.Outcome.UNCHANGED : Story.Outcome.LEFT_ALONE;
                    return Future.succeededFuture(Optional.of(taken(nothing, known.article(), merged.kept())));
                }
                return print(merged.revision(), known)
                        .map(saved -> saved.map(yes -> taken(Story.Outcome.CHANGED, yes.article(), merged.kept())));
            });
        }

        private Future<Optional<Saved>> print(Revision revision, SourceReads.Known known) {
            return press.change(revision, actor, null, known.read().now())
                    .map(printed -> printing.done(revision, actor, printed));
        }

        /** Cleaned, with its pictures where they are wanted. */
        private Future<CleanStory> intake(String guid) {
            var illustrator = terms.illustrator();
            if (illustrator == null || !CleanStory.hasPictures(story)) return intake(guid, story, false);
            return illustrator
                    .illustrate(story)
                    .compose(illustrated -> intake(guid, illustrated.story(), illustrated.whole()));
        }

        private Future<CleanStory> intake(String guid, Story whole, boolean illustrated) {
            return vertx.executeBlocking(() -> CleanStory.of(whole, key, guid, illustrated), false)
                    .compose(intake -> {
                        var named = BodyPictures.named(intake.bodyHtml());
                        if (named.isEmpty()) return Future.succeededFuture(intake);
                        return archive.pictures(named).map(known -> intake.sized(known));
                    });
        }

        private Future<DeskReads.Ground> ground(CleanStory intake) {
            var picture = intake.picture();
            Future<Void> kept = picture == null || !picture.widths().isEmpty() // an uploaded one is entered already
                    ? Future.succeededFuture()
                    : press.keep(picture);
            return kept.compose(yes -> archive.ground(intake.category(), null));
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
