package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.desk.Bulk;
import vn.tinmoi.desk.BulkOrder;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.StoryFilter;
import vn.tinmoi.desk.StoryList;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;

/** The page {@code /toa-soan}: what waits, every story in whatever state, and what may be done with many of them. Any thread. */
final class StoriesViews {
    private static final int EACH = 50;
    private static final int WAITING = 10;
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

    private final Frames frames;
    private final Site site;
    private final StoryList stories;
    private final Samples samples;
    private final Bulk bulk;
    private final VnDates dates;

    StoriesViews(Frames frames, Site site, StoryList stories, Samples samples, Bulk bulk) {
        this.frames = frames;
        this.site = site;
        this.stories = stories;
        this.samples = samples;
        this.bulk = bulk;
        this.dates = new VnDates(site::zone);
    }

    Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.stories", Newsroom.HOME, visitor);
    }

    /** What was chosen and typed for many stories, where it could not be used. {@code key}: of the form. */
    record Chosen(String key, Set<String> stories, Map<String, String> values) {
        static Chosen nothing() {
            return new Chosen(UUID.randomUUID().toString(), Set.of(), Map.of());
        }
    }

    Future<Reply> page(int status, RoutingContext ctx, Frame frame, Newsroom.Visitor visitor, Chosen chosen) {
        var actor = visitor.session().person().actor();
        var search = ListSearch.of(ctx.request());
        var filter = filter(ctx, search);
        var after = ListPlace.parse(ctx.request().getParam("sau", "")).orElse(null);
        boolean first = after == null && filter.equals(StoryFilter.ALL);
        var shown = samples.shown();
        var counts = stories.counts();
        var waiting = first ? waiting() : Future.succeededFuture(List.<StoryList.Line>of());
        var lines = stories.page(filter, after, EACH + 1);
        var report = report(ctx, frame, actor);
        return Future.all(shown, counts, waiting, lines, report).map(all -> {
            var found = lines.result();
            var page = found.stream().limit(EACH).toList();
            var next = found.size() <= EACH
                    ? null
                    : query(filter, search) + "&sau=" + page.getLast().place();
            return frames.shown(
                    status,
                    "stories",
                    new StoriesPage(
                            frame,
                            shown.result(),
                            filter.stage(),
                            filter.category(),
                            search,
                            site.categories(),
                            counts.result(),
                            lines(frame.language(), actor, waiting.result()),
                            lines(frame.language(), actor, page),
                            next,
                            many(chosen, actor, here(query(filter, search), after)),
                            report.result()));
        });
    }

    private static StoriesPage.Many many(Chosen chosen, Actor actor, String here) {
        var acts = Stream.of(Move.values())
                .filter(act -> BulkOrder.ACTS.contains(act) && act.isOpenToSomeStage(actor))
                .toList();
        return new StoriesPage.Many(chosen.key(), here, acts, chosen.stories(), chosen.values());
    }

    /** What this person just did with many stories; null: the address names nothing of theirs. */
    private Future<StoriesPage.@Nullable Done> report(RoutingContext ctx, Frame frame, Actor actor) {
        var key = ctx.request().getParam(BulkRoutes.DONE, "");
        if (key.isEmpty()) return Future.succeededFuture();
        return bulk.report(key, actor)
                .map(found -> found.map(one -> {
                            var until = one.undoUntil();
                            var moment = until == null
                                    ? ""
                                    : dates.moment(until, frame.language().locale());
                            return StoriesPage.Done.of(one, moment, text -> inWords(text, frame.language()));
                        })
                        .orElse(null));
    }

    /** An instant as people say it; anything else as it is. */
    private String inWords(String argument, Language language) {
        return INSTANT.matcher(argument).matches()
                ? dates.moment(Instant.parse(argument), language.locale())
                : argument;
    }

    /** What someone has to do next, the story that waits longest last. */
    private Future<List<StoryList.Line>> waiting() {
        var each = Stream.of(Stage.WAITING, Stage.REVIEWING, Stage.APPROVED, Stage.RETURNED)
                .map(stage -> stories.page(new StoryFilter(stage, "", ""), null, WAITING))
                .toList();
        return Future.all(each)
                .map(all -> each.stream()
                        .flatMap(one -> one.result().stream())
                        .limit(WAITING)
                        .toList());
    }

    private StoryFilter filter(RoutingContext ctx, ListSearch search) {
        var stage = ctx.request().getParam("trang-thai", "");
        var category = ctx.request().getParam("chuyen-muc", "");
        var days = search.wanted(site.zone());
        return new StoryFilter(
                Arrays.stream(Stage.values())
                        .filter(one -> one.wire().equals(stage))
                        .findFirst()
                        .orElse(null),
                site.portal().get().current(category),
                search.words(),
                search.by(),
                days.from(),
                days.until());
    }

    private static String query(StoryFilter filter, ListSearch search) {
        var stage = filter.stage();
        return "?trang-thai=" + (stage == null ? "" : stage.wire()) + "&chuyen-muc=" + filter.category() + "&"
                + search.query();
    }

    /** Where a form of this page comes back to. */
    private static String here(String query, @Nullable ListPlace after) {
        return query + (after == null ? "" : "&sau=" + after);
    }

    private List<StoriesPage.Line> lines(Language language, Actor actor, List<StoryList.Line> found) {
        return found.stream().map(one -> line(language, actor, one)).toList();
    }

    private StoriesPage.Line line(Language language, Actor actor, StoryList.Line one) {
        var locale = language.locale();
        var category = site.category(one.category())
                .map(found -> language == Language.EN ? found.nameEn() : found.nameVi())
                .orElse(one.category());
        var publishAt = one.publishAt();
        var embargo = one.embargoedUntil();
        return new StoriesPage.Line(
                one.id().value(),
                one.id() + "." + one.version(),
                one.title(),
                category,
                one.stage(),
                dates.moment(one.updatedAt(), locale),
                dates.iso(one.updatedAt()),
                publishAt == null ? "" : dates.moment(publishAt, locale),
                embargo == null ? "" : dates.moment(embargo, locale),
                Actor.shown(one.actor()),
                one.pending(),
                Actor.shown(Objects.requireNonNullElse(one.reviewer(), "")),
                actor.name().equals(one.reviewer()),
                one.since(),
                BulkOrder.ACTS.stream()
                        .filter(act -> BulkOrder.isOpen(act, actor, one.stage(), one.category(), one.pending()))
                        .map(Move::wire)
                        .sorted()
                        .toList());
    }
}
