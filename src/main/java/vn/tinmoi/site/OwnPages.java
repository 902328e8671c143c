package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /trang/{slug}}: what the portal says of itself. Any thread. */
final class OwnPages implements Routes {
    static final String PATH = "/trang/";

    private final Answers answers;
    private final PageCache cache;
    private final Pages pages;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    OwnPages(
            Answers answers,
            PageCache cache,
            Pages pages,
            PageTexts frames,
            LinkedData linkedData,
            InstantSource clock) {
        this.answers = answers;
        this.cache = cache;
        this.pages = pages;
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
    }

    @Override
    public void mount(Router router) {
        for (var language : Language.values()) {
            answers.get(router, language.prefix() + PATH + ":slug", ctx -> page(ctx, language));
        }
    }

    private Future<Reply> page(RoutingContext ctx, Language language) {
        var slug = ctx.pathParam("slug");
        return cache.page("own", language.prefix() + "/" + slug, () -> read(language, slug))
                .map(given -> SiteRoutes.page(ctx.request(), given, cache.staleness(given)));
    }

    private Future<Content> read(Language language, String slug) {
        return pages.page(slug)
                .map(found -> content(
                        language,
                        found.filter(Pages.Kept::isPublished)
                                .orElseThrow(() -> Problem.notFound("page.unknown", PATH + slug))));
    }

    private Content content(Language language, Pages.Kept page) {
        boolean english = language == Language.EN;
        var title = page.page().title();
        var body = page.page().bodyHtml();
        boolean untranslated = english && body.en().isEmpty();
        var name = title.in(english);
        var html = MovingPictures.calmed(body.in(english));
        var path = PATH + page.page().slug();
        var here = new Crumb(name, PageFrame.link(language, path));
        var way = List.of(linkedData.home(language), here);
        var heading = new PageTexts.Heading(name, description(html, name), path, null, linkedData.way(way));
        var frame = frames.frame(language, heading);
        return new Content(
                here.url(),
                Set.of(),
                Set.of(),
                clock.instant(),
                frame.andThen(one -> templates.own(new OwnPage(
                        one,
                        List.of(way.getFirst()),
                        html,
                        untranslated,
                        frames.moment(language, page.updatedAt()),
                        frames.iso(page.updatedAt())))));
    }

    private static String description(String html, String name) {
        var words = Excerpt.plain(html, 200);
        return words.isEmpty() ? name : words;
    }
}
