package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.Moment;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;

/** Makes the pages of the archive: the days of a year, and the stories of a day, in the zone of the site. Any thread. */
final class ArchivePages {
    private static final int PAGE = 40; // a busy day of a portal has fewer
    private static final int FIRST_YEAR = 1900; // what an import dated before has no year here

    private final ArchiveReads reads;
    private final Site site;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final VnDates dates;
    private final InstantSource clock;
    private final Templates templates = new Templates();
    private final Calendar calendar;

    ArchivePages(ArchiveReads reads, Site site, PageTexts frames, LinkedData linkedData, InstantSource clock) {
        this.reads = reads;
        this.site = site;
        this.frames = frames;
        this.linkedData = linkedData;
        this.dates = new VnDates(site::zone);
        this.clock = clock;
        this.calendar = new Calendar(frames, dates);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), site.zone());
    }

    /** The days of a year; null: of the newest that has stories. NOT_FOUND for a year without. */
    Future<Content> year(Language language, @Nullable Integer year) {
        return reads.ends()
                .compose(ends -> ends.isEmpty()
                        ? Future.succeededFuture(empty(language, year))
                        : year(language, year, ends.get()));
    }

    private Content empty(Language language, @Nullable Integer year) {
        if (year != null) throw Problem.notFound("archive.year", year);
        return year(language, today().getYear(), ArchivePage.ROOT, Map.of(), List.of());
    }

    private Future<Content> year(Language language, @Nullable Integer year, ArchiveReads.Ends ends) {
        int newest = date(ends.newest()).getYear();
        int oldest = Math.max(FIRST_YEAR, date(ends.oldest()).getYear());
        int open = year == null ? newest : year;
        if (open < oldest || open > newest) throw Problem.notFound("archive.year", open);
        var days = bounds(LocalDate.of(open, 1, 1), LocalDate.of(open + 1, 1, 1));
        var counts = reads.counts(days);
        var filled = reads.filled(IntStream.rangeClosed(oldest, newest + 1)
                .mapToObj(one -> begin(LocalDate.of(one, 1, 1)))
                .toList());
        return Future.all(counts, filled).map(both -> {
            if (counts.result().isEmpty() && year != null) throw Problem.notFound("archive.year", open);
            var years = filled.result().stream().map(span -> oldest + span).toList();
            return year(
                    language,
                    open,
                    open == newest ? ArchivePage.ROOT : ArchivePage.ROOT + "/" + open,
                    counts.result(),
                    years);
        });
    }

    private Content year(Language language, int year, String path, Map<Integer, Long> counts, List<Integer> years) {
        var way = way(language);
        var heading = new PageTexts.Heading(
                frames.say(language, "archive.title", year),
                frames.say(language, "archive.description", site.name(), year),
                path,
                null,
                linkedData.way(way));
        var frame = frames.frame(language, heading);
        var months = calendar.months(language, year, counts);
        var links = years.reversed().stream()
                .map(one -> new ArchivePage.Year(
                        String.valueOf(one),
                        PageFrame.link(
                                language,
                                one.equals(years.getLast()) ? ArchivePage.ROOT : ArchivePage.ROOT + "/" + one),
                        one == year))
                .toList();
        return content(
                language,
                path,
                List.of(),
                frame.andThen(one -> templates.archive(
                        new ArchivePage(one, List.of(way.getFirst()), calendar.weekdays(language), months, links))));
    }

    /** {@code number}: 1 to 1000. NOT_FOUND for a day that is yet to come and for a page beyond the last. */
    Future<Content> day(Language language, LocalDate day, int number) {
        if (day.isAfter(today())) throw Problem.notFound("archive.day", day);
        var from = begin(day);
        var until = begin(day.plusDays(1));
        var stories = reads.page(from, until, (number - 1) * PAGE, PAGE + 1);
        var near = reads.near(from, until);
        return Future.all(stories, near).map(both -> day(language, day, number, stories.result(), near.result()));
    }

    private Content day(Language language, LocalDate day, int number, List<Headline> stories, ArchiveReads.Near near) {
        if (stories.isEmpty() && number > 1) throw Problem.notFound("archive.page", number);
        var shown = stories.stream().limit(PAGE).toList();
        var name = dates.day(begin(day), language.locale());
        var here = new Crumb(name, PageFrame.link(language, ArchivePage.path(day)));
        var way = Stream.concat(way(language).stream(), Stream.of(here)).toList();
        var title = number == 1 ? name : name + ", " + frames.say(language, "site.page", number);
        var path = ArchivePage.path(day) + PageNumber.query(number);
        var heading = new PageTexts.Heading(
                title,
                frames.say(language, "archive.day.description", site.name(), dates.date(day, language.locale())),
                path,
                null,
                linkedData.way(way));
        var frame = frames.frame(language, heading);
        var views = shown.stream()
                .map(story -> frames.view(language, story).at(dates.time(story.publishedAt())))
                .toList();
        return content(
                language,
                path,
                shown,
                frame.andThen(one -> templates.day(new DayPage(
                        one,
                        way.subList(0, 2),
                        views,
                        number == 1 ? null : here.url() + PageNumber.query(number - 1),
                        stories.size() > PAGE ? here.url() + PageNumber.query(number + 1) : null,
                        dayOf(language, near.before()),
                        dayOf(language, near.after())))));
    }

    private @Nullable Crumb dayOf(Language language, @Nullable Instant at) {
        if (at == null) return null;
        return new Crumb(dates.day(at, language.locale()), PageFrame.link(language, ArchivePage.path(date(at))));
    }

    private List<Crumb> way(Language language) {
        var archive = new Crumb(frames.say(language, "site.archive"), PageFrame.link(language, ArchivePage.ROOT));
        return List.of(linkedData.home(language), archive);
    }

    /** What is published or withdrawn anywhere may change a count and move stories from page to page. */
    private Content content(Language language, String path, List<Headline> shown, Function<Moment, byte[]> write) {
        return new Content(
                PageFrame.link(language, path), LiveLists.shows(shown.stream()), everywhere(), clock.instant(), write);
    }

    private Set<String> everywhere() {
        return site.categories().stream().map(Category::slug).collect(Collectors.toSet());
    }

    private LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, site.zone());
    }

    /** Of a day that a zone begins late, or with a clock set back, its first moment all the same. */
    private Instant begin(LocalDate day) {
        return day.atStartOfDay(site.zone()).toInstant();
    }

    private List<Instant> bounds(LocalDate from, LocalDate until) {
        var bounds = new ArrayList<Instant>();
        for (var day = from; !day.isAfter(until); day = day.plusDays(1)) bounds.add(begin(day));
        return bounds;
    }
}
