package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.StoryList;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan}: what waits, every story in whatever state, and the button that takes the sample stories away. */
final class StoriesRoutes implements Routes {
    private static final int EACH = 50;
    private static final int WAITING = 10;

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final StoryList stories;
    private final Samples samples;
    private final VnDates dates;

    StoriesRoutes(Newsroom newsroom, Frames frames, Site site, StoryList stories, Samples samples) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.stories = stories;
        this.samples = samples;
        this.dates = new VnDates(site.zone());
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Newsroom.HOME, (ctx, language, visitor) -> {
            var frame = frame(ctx, language, visitor);
            var gone = ctx.request().getParam("da-go");
            return page(
                    200,
                    ctx,
                    gone == null
                            ? frame
                            : frame.saying(frames.say(language, "newsroom.samples.gone", Newsroom.number(gone))));
        });
        newsroom.form(router, Newsroom.HOME + "/bai-mau", this::clear);
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.stories", Newsroom.HOME, visitor);
    }

    private Future<Reply> page(int status, RoutingContext ctx, Frame frame) {
        var filter = filter(ctx);
        var after = ListPlace.parse(ctx.request().getParam("sau", "")).orElse(null);
        boolean first = after == null && filter.equals(new StoryList.Filter(null, "", ""));
        var shown = samples.shown();
        var counts = stories.counts();
        var waiting = first ? waiting() : Future.succeededFuture(List.<StoryList.Line>of());
        var lines = stories.page(filter, after, EACH + 1);
        return Future.all(shown, counts, waiting, lines).map(all -> {
            var found = lines.result();
            var page = found.stream().limit(EACH).toList();
            var next = found.size() <= EACH
                    ? null
                    : next(frame, filter, page.getLast().place());
            return frames.shown(
                    status,
                    "stories",
                    new StoriesPage(
                            frame,
                            shown.result(),
                            filter.stage(),
                            filter.category(),
                            filter.words(),
                            site.categories(),
                            counts.result(),
                            lines(frame.language(), waiting.result()),
                            lines(frame.language(), page),
                            next));
        });
    }

    /** What someone has to do next, the story that waits longest last. */
    private Future<List<StoryList.Line>> waiting() {
        var each = Stream.of(Stage.WAITING, Stage.REVIEWING, Stage.APPROVED, Stage.RETURNED)
                .map(stage -> stories.page(new StoryList.Filter(stage, "", ""), null, WAITING))
                .toList();
        return Future.all(each)
                .map(all -> each.stream()
                        .flatMap(one -> one.result().stream())
                        .limit(WAITING)
                        .toList());
    }

    private StoryList.Filter filter(RoutingContext ctx) {
        var stage = ctx.request().getParam("trang-thai", "");
        var category = ctx.request().getParam("chuyen-muc", "");
        var words = ctx.request().getParam("q", "").strip();
        return new StoryList.Filter(
                Arrays.stream(Stage.values())
                        .filter(one -> one.wire().equals(stage))
                        .findFirst()
                        .orElse(null),
                site.portal().get().current(category),
                words.length() > 200 ? words.substring(0, 200) : words);
    }

    private static @Nullable String next(Frame frame, StoryList.Filter filter, ListPlace place) {
        var stage = filter.stage();
        return frame.link(Newsroom.HOME) + "?trang-thai=" + (stage == null ? "" : stage.wire()) + "&chuyen-muc="
                + filter.category() + "&q=" + URLEncoder.encode(filter.words(), StandardCharsets.UTF_8) + "&sau="
                + place;
    }

    private List<StoriesPage.Line> lines(Language language, List<StoryList.Line> found) {
        return found.stream().map(one -> line(language, one)).toList();
    }

    private StoriesPage.Line line(Language language, StoryList.Line one) {
        var locale = language.locale();
        var category = site.category(one.category())
                .map(found -> language == Language.EN ? found.nameEn() : found.nameVi())
                .orElse(one.category());
        var publishAt = one.publishAt();
        return new StoriesPage.Line(
                one.id().value(),
                one.title(),
                category,
                one.stage(),
                dates.moment(one.updatedAt(), locale),
                dates.iso(one.updatedAt()),
                publishAt == null ? "" : dates.moment(publishAt, locale),
                one.actor(),
                one.pending());
    }

    private Future<Reply> clear(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> samples.withdraw(frames.say(Language.VI, "newsroom.samples.reason"), actor))
                .<Reply>map(gone -> new Reply.Redirect(303, language.prefix() + Newsroom.HOME + "?da-go=" + gone))
                .recover(failure -> failure instanceof Problem problem
                        ? page(Frames.status(problem), ctx, frames.refusing(frame(ctx, language, visitor), problem, ""))
                        : Future.failedFuture(failure));
    }
}
