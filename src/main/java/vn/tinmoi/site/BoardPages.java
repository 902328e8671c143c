package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Figures;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Popular;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;

/** Makes the dashboard. Any thread. */
final class BoardPages {
    private static final String PATH = "/bang-theo-doi";
    private static final int DAYS = 30;

    private final Figures figures;
    private final LiveLists lists;
    private final Site site;
    private final PageTexts frames;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    BoardPages(Figures figures, LiveLists lists, Site site, PageTexts frames, InstantSource clock) {
        this.figures = figures;
        this.lists = lists;
        this.site = site;
        this.frames = frames;
        this.clock = clock;
    }

    private record Counted(
            List<Figures.Minute> minutes,
            List<Figures.Hour> hours,
            List<Figures.Day> days,
            List<Figures.SetAside> setAside,
            Popular.Ranking most) {}

    /** Fails when nothing that was counted was ever read. */
    Future<Content> page(Language language) {
        var minutes = figures.lastHour();
        var hours = figures.today();
        var days = figures.lastDays(DAYS);
        var setAside = figures.setAside();
        var most = lists.mostRead();
        return Future.all(minutes, hours, days, setAside, most)
                .map(all -> new Counted(
                        minutes.result(),
                        hours.result(),
                        days.result(),
                        setAside.result(),
                        most.result().value()))
                .map(counted -> page(language, counted));
    }

    private Content page(Language language, Counted counted) {
        var heading = new PageTexts.Heading(
                frames.say(language, "board.title"),
                frames.say(language, "board.description", site.name()),
                PATH,
                null);
        var frame = frames.frame(language, heading);
        var ranked = counted.most().stories().stream().map(Popular.Ranked::story);
        return new Content(
                        PageFrame.link(language, PATH),
                        LiveLists.shows(ranked),
                        Set.of(),
                        clock.instant(),
                        frame.andThen(whole -> templates.board(board(language, whole, counted))))
                .endingWith(Set.of());
    }

    private BoardPage board(Language language, PageFrame frame, Counted counted) {
        var numbers = new BoardNumbers(language, site.counting());
        var words = new SetAsides(language, frames);
        return new BoardPage(
                frame,
                numbers.minutes(counted.minutes()),
                numbers.hours(counted.hours()),
                numbers.days(counted.days()),
                frames.ranked(language, counted.most()),
                words.views(counted.setAside()),
                words.all(counted.setAside()),
                numbers.error(figures.readersError()));
    }
}
