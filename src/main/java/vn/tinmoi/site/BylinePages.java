package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Bylines;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.Credit;
import vn.tinmoi.web.Language;

/** Makes the pages of authors and of sources. Any thread. */
final class BylinePages {
    private static final int PAGE = 20;

    private final BylineReads reads;
    private final Site site;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    BylinePages(BylineReads reads, Site site, PageTexts frames, LinkedData linkedData, InstantSource clock) {
        this.reads = reads;
        this.site = site;
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
    }

    /** {@code number}: 1 to 1000. NOT_FOUND where no published story names them, and for a page beyond the last. */
    Future<Content> page(Language language, Bylines kind, String slug, int number) {
        var named = reads.named(kind, slug);
        var stories = reads.page(kind, slug, (number - 1) * PAGE, PAGE + 1);
        return Future.all(named, stories).map(both -> {
            var found = named.result().orElseThrow(() -> Problem.notFound("byline.unknown", slug));
            return page(language, kind, slug, number, found, stories.result());
        });
    }

    private Content page(
            Language language, Bylines kind, String slug, int number, BylineReads.Named named, List<Headline> stories) {
        if (stories.isEmpty()) throw Problem.notFound("byline.page", number);
        var shown = stories.stream().limit(PAGE).toList();
        var credited = kind.of(Credit.of(named.byline()));
        var name = credited == null ? slug : credited.text();
        var path = kind.path(slug) + PageNumber.query(number);
        var here = new Crumb(name, PageFrame.link(language, kind.path(slug)));
        var way = List.of(linkedData.home(language), here);
        var heading = new PageTexts.Heading(
                number == 1 ? name : name + ", " + frames.say(language, "site.page", number),
                frames.say(language, kind.words() + ".description", name, site.name()),
                path,
                null,
                linkedData.way(way));
        var frame = frames.frame(language, heading);
        var views = frames.views(language, shown);
        return Content.ofAnyEvent(
                PageFrame.link(language, path),
                LiveLists.shows(shown.stream()),
                clock.instant(),
                frame.andThen(one -> templates.byline(new BylinePage(
                        one,
                        way.subList(0, 1),
                        frames.say(language, kind.words()),
                        name,
                        count(language, named.stories()),
                        views,
                        number,
                        number == 1 ? null : here.url() + PageNumber.query(number - 1),
                        stories.size() > PAGE ? here.url() + PageNumber.query(number + 1) : null))));
    }

    private String count(Language language, long stories) {
        if (stories > BylineReads.MOST_COUNTED) {
            return frames.say(language, "byline.count.many", frames.whole(language, BylineReads.MOST_COUNTED));
        }
        return stories == 1
                ? frames.say(language, "archive.stories.one")
                : frames.say(language, "archive.stories", frames.whole(language, stories));
    }
}
