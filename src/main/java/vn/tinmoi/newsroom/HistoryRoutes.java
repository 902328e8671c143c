package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.Change;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.text.WordDiff;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/bai/{id}/phien-ban}: every version of a story, what each changed word by word, and the way back to its words. */
final class HistoryRoutes implements Routes {
    private static final List<TextField> FIELDS =
            List.of(TextField.TITLE, TextField.LEAD, TextField.BODY_HTML, TextField.BYLINE, TextField.IMAGE_CAPTION);
    private static final String HISTORY = StoryRoutes.STORIES + "/:id/phien-ban";
    private static final Pattern BLOCK =
            Pattern.compile("</(?:p|h[2-4]|li|tr|figcaption|blockquote|pre|caption)>|<br ?/?>");
    private static final int LONGEST = 200_000; // characters that are compared

    private final Newsroom newsroom;
    private final Frames frames;
    private final Flow flow;
    private final Desk desk;
    private final UnsaidPictures unsaid;
    private final VnDates dates;

    HistoryRoutes(Newsroom newsroom, Frames frames, Site site, Flow flow, Desk desk, UnsaidPictures unsaid) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.flow = flow;
        this.desk = desk;
        this.unsaid = unsaid;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(
                router,
                HISTORY,
                (ctx, language, visitor) -> known(ctx)
                        .compose(standing -> page(
                                200,
                                frame(ctx, language, visitor),
                                standing,
                                Newsroom.number(ctx.request().getParam("ban")),
                                ctx)));
        newsroom.form(router, HISTORY, this::restore);
    }

    private Future<Flow.Standing> known(RoutingContext ctx) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        return flow.standing(id).map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", id)));
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var path = StoryRoutes.STORIES + "/" + ctx.pathParam("id") + "/phien-ban";
        return frames.frame(ctx, language, "newsroom.history", path, visitor);
    }

    private Future<Reply> page(int status, Frame frame, Flow.Standing standing, int wished, RoutingContext ctx) {
        var article = standing.article();
        int shown = wished == 0 ? article.version() : wished;
        var versions = flow.versions(article.id());
        var now = flow.version(article.id(), shown);
        var before = flow.version(article.id(), shown - 1);
        return Future.all(versions, now, before)
                .compose(all -> ctx.vertx()
                        .executeBlocking(
                                () -> diffs(
                                        before.result().orElse(null),
                                        now.result().orElseThrow(() -> Problem.notFound("article.no-version", shown))),
                                false))
                .map(diffs -> frames.shown(
                        status,
                        "history",
                        new HistoryPage(
                                frame,
                                article.id().value(),
                                article.title(),
                                shown,
                                article.version(),
                                versions.result().stream()
                                        .map(one -> line(frame.language(), one))
                                        .toList(),
                                diffs)));
    }

    private HistoryPage.Line line(Language language, Flow.Version one) {
        return new HistoryPage.Line(
                one.number(),
                "newsroom.version." + one.action(),
                Actor.shown(one.actor()),
                dates.moment(one.at(), language.locale()),
                dates.iso(one.at()));
    }

    private static List<HistoryPage.Diff> diffs(@Nullable Article before, Article now) {
        var diffs = new ArrayList<HistoryPage.Diff>();
        for (var field : FIELDS) {
            var was = before == null ? "" : plain(field, before.texts().text(field));
            var is = plain(field, now.texts().text(field));
            if (!was.equals(is)) diffs.add(new HistoryPage.Diff("newsroom.story." + name(field), WordDiff.of(was, is)));
        }
        return diffs;
    }

    private static String name(TextField field) {
        return field == TextField.BODY_HTML ? "body" : field.json();
    }

    private static String plain(TextField field, String text) {
        if (field != TextField.BODY_HTML) return text;
        var lines = new ArrayList<String>();
        for (var block : BLOCK.split(text)) {
            var words = Excerpt.plain(block, LONGEST);
            if (!words.isEmpty()) lines.add(words);
        }
        return String.join("\n", lines);
    }

    /** Its words as they were then; where it stands now it stays. */
    private Future<Reply> restore(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        int wished = Newsroom.number(Newsroom.field(ctx, "ban"));
        return known(ctx)
                .compose(standing -> Newsroom.requireGenuine(ctx, visitor)
                        .compose(genuine -> restored(standing, wished, actor))
                        .<Reply>map(done -> new Reply.Redirect(
                                303,
                                language.prefix() + StoryRoutes.STORIES + "/"
                                        + standing.article().id() + "?da-luu=save"))
                        .recover(failure -> failure instanceof Problem problem
                                ? page(
                                        Frames.status(problem),
                                        frames.refusing(frame(ctx, language, visitor), problem, ""),
                                        standing,
                                        0,
                                        ctx)
                                : Future.failedFuture(failure)));
    }

    /** What was said of a picture stays with that picture. */
    private static Texts words(Article was) {
        return Texts.of(field -> field.isWords() ? was.texts().get(field) : null)
                .without(TextField.IMAGE_CAPTION);
    }

    private Future<Void> restored(Flow.Standing standing, int wished, Actor actor) {
        var article = standing.article();
        Move.SAVE.requireOpenTo(actor, standing.stage());
        return flow.version(article.id(), wished).compose(found -> {
            var was = found.orElseThrow(() -> Problem.notFound("article.no-version", wished));
            var change = new Change(words(was), null, null, null, null, null, null);
            var said = Move.SAVE.isForReaders(standing.stage())
                    ? unsaid.requireNone("", was.bodyHtml(), article)
                    : Future.<Void>succeededFuture();
            return said.compose(fine -> desk.change(article.id(), change, article.version(), actor, null))
                    .mapEmpty();
        });
    }
}
