package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.BodyMerge;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;

/** The pages of a story on the desk: empty, as it is stored, and as it was typed with what is wrong. Any thread. */
final class StoryViews {
    private static final int SMALL = 320; // pixels

    private final Frames frames;
    private final Site site;
    private final Flow flow;
    private final Comments comments;
    private final PendingVersions pendings;
    private final UnsaidPictures unsaid;
    private final LocalTimes times;
    private final VnDates dates;

    StoryViews(
            Frames frames,
            Site site,
            Flow flow,
            Comments comments,
            PendingVersions pendings,
            UnsaidPictures unsaid,
            LocalTimes times) {
        this.frames = frames;
        this.site = site;
        this.flow = flow;
        this.comments = comments;
        this.pendings = pendings;
        this.unsaid = unsaid;
        this.times = times;
        this.dates = new VnDates(site::zone);
    }

    /** What a page shows beside its fields. */
    private record Meanwhile(Map<String, String> stored, List<BodyMerge.Clash> clashes, int seen) {
        static final Meanwhile NOTHING = new Meanwhile(Map.of(), List.of(), 0);
    }

    Future<Reply> blank(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var fields = new StoryFields(Map.of(StoryFields.CATEGORY, Category.DEFAULT));
        return fresh(
                200,
                newFrame(ctx, language, visitor),
                visitor,
                fields,
                UUID.randomUUID().toString());
    }

    private Frame newFrame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.story.new", StoryRoutes.NEW, visitor);
    }

    /** A new story that could not be saved. */
    Future<Reply> refused(
            RoutingContext ctx, Language language, Newsroom.Visitor visitor, StoryFields fields, Problem problem) {
        var frame = frames.refusing(newFrame(ctx, language, visitor), problem);
        return fresh(Frames.status(problem), frame, visitor, fields, fields.value("khoa"));
    }

    private Future<Reply> fresh(int status, Frame frame, Newsroom.Visitor visitor, StoryFields fields, String key) {
        return unsaid(fields).map(unsaid -> fresh(status, frame, visitor, fields, key, unsaid));
    }

    private Future<List<UnsaidPictures.Unsaid>> unsaid(StoryFields fields) {
        return unsaid.of(fields.value(StoryFields.IMAGE), fields.value(TextField.BODY_HTML.json()));
    }

    private Reply fresh(
            int status,
            Frame frame,
            Newsroom.Visitor visitor,
            StoryFields fields,
            String key,
            List<UnsaidPictures.Unsaid> unsaid) {
        var actor = visitor.session().person().actor();
        var page = new StoryPage(
                frame,
                null,
                0,
                key,
                Stage.DRAFT,
                fields.values(),
                site.categories(),
                Move.open(actor, Stage.DRAFT),
                "",
                Map.of(),
                List.of(),
                List.of(),
                null,
                null,
                "",
                "",
                site.zone().getId(),
                StoryPage.Beside.NOTHING,
                StoryRemarks.NONE,
                unsaid,
                List.of());
        return frames.shown(status, "story", page);
    }

    /** {@code done}: the step that was just taken; null: none. */
    Future<Reply> shown(
            RoutingContext ctx,
            Language language,
            Newsroom.Visitor visitor,
            Flow.Standing standing,
            @Nullable String done) {
        var frame = frame(ctx, language, visitor, standing);
        var said = done == null ? frame : frame.saying(said(language, done, standing, visitor));
        var expires = standing.expiresAt();
        var fields = StoryFields.of(standing.article(), times)
                .with(StoryFields.EXPIRES_AT, times.field(expires == null ? null : expires.toString()));
        return page(200, said, visitor, standing, fields, standing.article().version(), Meanwhile.NOTHING);
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Flow.Standing standing) {
        var path = StoryRoutes.STORIES + "/" + standing.article().id();
        return frames.frame(ctx, language, "newsroom.story", path, visitor);
    }

    private String said(Language language, String done, Flow.Standing standing, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        for (var move : Move.values()) {
            if (move.wire().equals(done)) return frames.say(language, StoryMoves.done(move, standing.stage(), actor));
        }
        return "";
    }

    private Future<Reply> page(
            int status,
            Frame frame,
            Newsroom.Visitor visitor,
            Flow.Standing standing,
            StoryFields fields,
            int base,
            Meanwhile meanwhile) {
        var article = standing.article();
        var actor = visitor.session().person().actor();
        var language = frame.language();
        var notes = flow.notes(article.id());
        var remarks = remarks(standing, actor, language);
        var unsaid = unsaid(fields);
        var since = flow.since(article.id());
        return Future.all(notes, remarks, unsaid, since)
                .map(both -> frames.shown(
                        status,
                        "story",
                        new StoryPage(
                                frame,
                                article.id().value(),
                                base,
                                "",
                                standing.stage(),
                                fields.values(),
                                site.categories(),
                                StoryMoves.of(standing, actor),
                                StoryMoves.none(standing, actor),
                                meanwhile.stored(),
                                meanwhile.clashes(),
                                notes.result().stream()
                                        .map(one -> note(language, one))
                                        .toList(),
                                article.picture() == null
                                        ? null
                                        : article.picture().atLeast(SMALL),
                                standing.stage() == Stage.PUBLISHED ? url(language, article) : null,
                                standing.fixedSlug(),
                                due(language, article.publishAt()),
                                site.zone().getId(),
                                beside(standing, actor, meanwhile.seen()),
                                remarks.result(),
                                unsaid.result(),
                                since.result())));
    }

    private Future<StoryRemarks> remarks(Flow.Standing standing, Actor actor, Language language) {
        var article = standing.article();
        boolean may = Move.RETURN.isOpenTo(actor, standing.stage()) && actor.isFor(article.category());
        return comments.of(article.id()).compose(said -> {
            if (said.isEmpty() && !may) return Future.succeededFuture(StoryRemarks.NONE);
            return comments.paragraphs(article).map(now -> StoryRemarks.of(now, said, may, dates, language));
        });
    }

    private static StoryPage.Beside beside(Flow.Standing standing, Actor actor, int seen) {
        var pending = standing.pending();
        var open = standing.open();
        return new StoryPage.Beside(
                pending == null ? null : pending.article().value(),
                pending != null && pending.now() != pending.base(),
                open == null ? null : open.value(),
                standing.stage() == Stage.PUBLISHED
                        && actor.may(Right.WRITE)
                        && actor.isFor(standing.article().category()),
                seen);
    }

    private static String url(Language language, Article article) {
        return language.prefix() + Headline.url(article.slug(), article.id());
    }

    private String due(Language language, @Nullable Instant publishAt) {
        return publishAt == null ? "" : dates.moment(publishAt, language.locale());
    }

    private StoryPage.Note note(Language language, Flow.Note note) {
        return new StoryPage.Note(
                "newsroom.done." + note.move().wire(),
                Actor.shown(note.actor()),
                note.text(),
                dates.moment(note.at(), language.locale()),
                dates.iso(note.at()));
    }

    /** What was typed, with what is wrong; where someone else saved meanwhile, joined with that. */
    Future<Reply> again(
            RoutingContext ctx,
            Language language,
            Newsroom.Visitor visitor,
            Flow.Standing standing,
            StoryFields fields,
            Problem problem) {
        var frame = frames.refusing(frame(ctx, language, visitor, standing), problem);
        int status = Frames.status(problem);
        int base = Newsroom.number(fields.value("version"));
        if (problem.code().equals("pending.clash")) {
            return pendings.join(standing, "").compose(joined -> {
                var stored = new Meanwhile(joined.stored(), joined.clashes(), joined.now());
                var stands = StoryFields.of(standing.article(), times)
                        .with(StoryFields.CORRECTION, fields.value(StoryFields.CORRECTION));
                return page(
                        status,
                        frame,
                        visitor,
                        standing,
                        stands,
                        standing.article().version(),
                        stored);
            });
        }
        if (!problem.code().equals("article.version")
                || base == standing.article().version()) {
            return page(status, frame, visitor, standing, fields, base, Meanwhile.NOTHING);
        }
        return flow.version(standing.article().id(), base)
                .compose(was -> ctx.vertx()
                        .executeBlocking(
                                () -> {
                                    var theirs = StoryFields.of(standing.article(), times);
                                    var begun = was.map(one -> StoryFields.of(one, times));
                                    return StoryJoin.of(begun.orElse(theirs), theirs, fields);
                                },
                                false))
                .compose(joined -> {
                    var told = joined.stored().isEmpty() && joined.clashes().isEmpty()
                            ? "newsroom.joined"
                            : "newsroom.clash";
                    var shown = frame.refusing(new Frame.Fault("", frames.say(language, told)));
                    return page(
                            status,
                            shown,
                            visitor,
                            standing,
                            joined.fields(),
                            standing.article().version(),
                            new Meanwhile(joined.stored(), joined.clashes(), 0));
                });
    }
}
