package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Popular;
import vn.tinmoi.page.Rails;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteDocument;
import vn.tinmoi.web.Language;

/** Makes the front page and those of the categories. Any thread. */
final class FrontPages {
    private static final int SECONDS = 2;
    private static final int LARGEST_BAND = 8;
    private static final int PAGE = 20;

    private static final Comparator<Headline> NEWEST = Comparator.comparing(Headline::publishedAt)
            .thenComparingLong(one -> one.id().value())
            .reversed();

    private final ArticleReads reads;
    private final LiveLists lists;
    private final Site site;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    FrontPages(
            ArticleReads reads,
            LiveLists lists,
            Site site,
            PageTexts frames,
            LinkedData linkedData,
            InstantSource clock) {
        this.reads = reads;
        this.lists = lists;
        this.site = site;
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
    }

    Future<Content> front(Language language) {
        return lists.sureRails().compose(kept -> {
            var bands = reads.bands(LARGEST_BAND + 1 + SECONDS);
            var most = lists.mostRead();
            return Future.all(bands, most)
                    .map(both ->
                            front(language, kept, bands.result(), most.result().value()));
        });
    }

    private Content front(Language language, Rails kept, Map<String, List<Headline>> bands, Popular.Ranking most) {
        var top = top(kept);
        var lead = top.isEmpty() ? null : frames.view(language, top.getFirst());
        var seconds = frames.views(language, top.stream().skip(1).toList());
        var portal = site.portal().get();
        var shown = bandsOf(portal).stream()
                .map(band -> band(language, band, inBand(portal, band), bands, top))
                .filter(band -> !band.stories().isEmpty())
                .toList();
        var ranked = frames.ranked(language, most);
        var links = links(portal);
        var poster = poster(portal);
        var heading = new PageTexts.Heading(
                frames.say(language, "site.front.title"),
                frames.say(language, "site.front.description", site.name()),
                "/",
                null,
                linkedData.front(language));
        var frame = frames.frame(language, heading);
        return new Content(
                        PageFrame.link(language, "/"),
                        LiveLists.shows(Stream.concat(
                                Stream.concat(kept.latest().stream(), kept.featured().stream()),
                                Stream.concat(bands.values().stream().flatMap(List::stream), stories(most)))),
                        site.categories().stream().map(Category::slug).collect(Collectors.toSet()),
                        clock.instant(),
                        moment -> templates.front(
                                new FrontPage(frame.apply(moment), lead, seconds, shown, ranked, links, poster)))
                .endingWith(Set.of());
    }

    private static List<FrontPage.Link> links(Portal portal) {
        return portal.document().links().stream()
                .map(one -> new FrontPage.Link(one.title(), one.url(), portal.picture(one.logo())))
                .toList();
    }

    private FrontPage.@Nullable Poster poster(Portal portal) {
        var poster = portal.document().poster();
        var picture = poster == null ? null : portal.picture(poster.picture());
        if (poster == null || picture == null || !poster.isShown(clock.instant())) return null;
        return new FrontPage.Poster(picture, poster.alt(), poster.url());
    }

    /** As they were chosen, or of every category that is not hidden. */
    private static List<SiteDocument.Band> bandsOf(Portal portal) {
        var chosen = portal.document().front().bands();
        if (chosen.isEmpty()) {
            return portal.visible().stream()
                    .map(one -> new SiteDocument.Band(one.slug(), SiteDocument.Band.USUAL))
                    .toList();
        }
        return chosen.stream()
                .map(one -> new SiteDocument.Band(portal.current(one.category()), one.stories()))
                .toList();
    }

    /** The band's category and those below it that have no band of their own. */
    private static List<String> inBand(Portal portal, SiteDocument.Band band) {
        var others = bandsOf(portal).stream()
                .map(SiteDocument.Band::category)
                .filter(one -> !one.equals(band.category()))
                .toList();
        return portal.tree(band.category()).stream()
                .filter(one -> !others.contains(one))
                .toList();
    }

    private static Stream<Headline> stories(Popular.Ranking most) {
        return most.stories().stream().map(Popular.Ranked::story);
    }

    /** The lead story and its seconds: what was chosen, then what is newest. */
    private static List<Headline> top(Rails kept) {
        var top = new LinkedHashMap<ArticleId, Headline>();
        Stream.concat(kept.featured().stream(), kept.latest().stream()).forEach(one -> top.putIfAbsent(one.id(), one));
        return top.values().stream().limit(1 + SECONDS).toList();
    }

    /** The newest of these categories, without those at the top of the page unless nothing else is left. */
    private FrontPage.CategoryBand band(
            Language language,
            SiteDocument.Band band,
            List<String> categories,
            Map<String, List<Headline>> newest,
            List<Headline> top) {
        var stories = categories.stream()
                .flatMap(one -> newest.getOrDefault(one, List.of()).stream())
                .sorted(NEWEST)
                .toList();
        var above = top.stream().map(Headline::id).collect(Collectors.toSet());
        var others = stories.stream().filter(one -> !above.contains(one.id())).toList();
        var shown = (others.isEmpty() ? stories : others)
                .stream().limit(band.stories()).toList();
        return new FrontPage.CategoryBand(
                frames.category(language, band.category()),
                categories,
                band.stories(),
                frames.views(language, pictureFirst(shown)));
    }

    /** The newest with a picture in front of the others, which keep their order; also change there: Band of stories.js. */
    private static List<Headline> pictureFirst(List<Headline> stories) {
        var card = stories.stream().filter(one -> one.picture() != null).findFirst();
        return Stream.concat(card.stream(), stories.stream().filter(one -> !card.equals(Optional.of(one))))
                .toList();
    }

    /** {@code number}: 1 or more. NOT_FOUND for an unknown category and for a page beyond the last. */
    Future<Content> category(Language language, String slug, int number) {
        if (site.category(slug).isEmpty()) throw Problem.notFound("category.unknown", slug);
        return reads.page(site.portal().get().tree(slug), (number - 1) * PAGE, PAGE + 1)
                .map(stories -> category(language, slug, number, stories));
    }

    private Content category(Language language, String slug, int number, List<Headline> stories) {
        if (stories.isEmpty() && number > 1) throw Problem.notFound("category.page", number);
        var category = frames.category(language, slug);
        var shown = frames.views(language, stories.stream().limit(PAGE).toList());
        var portal = site.portal().get();
        var slugs = portal.tree(slug);
        var below = portal.under(slug).stream()
                .map(one -> frames.category(language, one.slug()))
                .toList();
        var newer = number == 1 ? null : category.url() + PageNumber.query(number - 1);
        var older = stories.size() <= PAGE ? null : category.url() + PageNumber.query(number + 1);
        var path = "/chuyen-muc/" + slug + PageNumber.query(number);
        var title = number == 1 ? category.name() : category.name() + ", " + frames.say(language, "site.page", number);
        var heading = new PageTexts.Heading(
                title,
                frames.say(language, "site.category.description", category.name(), site.name()),
                path,
                slug,
                linkedData.category(language, category));
        var frame = frames.frame(language, heading);
        return new Content(
                        PageFrame.link(language, path),
                        LiveLists.shows(stories.stream()),
                        Set.copyOf(slugs),
                        clock.instant(),
                        moment -> templates.category(new CategoryPage(
                                frame.apply(moment), category, below, slugs, shown, number, newer, older)))
                .endingWith(Set.of());
    }
}
