package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.Figures;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;

/** Makes the page that says how visits are counted, what is left out and how much of it came. Any thread. */
final class CountingPages {
    static final String PATH = "/cach-dem";

    private final Figures figures;
    private final Site site;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    CountingPages(Figures figures, Site site, PageTexts frames, LinkedData linkedData, InstantSource clock) {
        this.figures = figures;
        this.site = site;
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
    }

    /** Fails with UNAVAILABLE when the store is away. */
    Future<Content> page(Language language) {
        return figures.setAside().map(reasons -> page(language, reasons));
    }

    private Content page(Language language, List<Figures.SetAside> reasons) {
        var title = frames.say(language, "counting.title");
        var here = new Crumb(title, PageFrame.link(language, PATH));
        var way = List.of(linkedData.home(language), here);
        var description = frames.say(language, "counting.description", site.name());
        var heading = new PageTexts.Heading(title, description, PATH, null, linkedData.way(way));
        var frame = frames.frame(language, heading);
        var words = new SetAsides(language, frames);
        var error = new BoardNumbers(language, site.counting()).error(figures.readersError());
        return new Content(
                here.url(),
                Set.of(),
                Set.of(),
                clock.instant(),
                frame.andThen(one -> templates.counting(new CountingPage(
                        one, List.of(way.getFirst()), words.views(reasons), words.all(reasons), error))));
    }
}
