package vn.tinmoi.page;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.text.VnNumbers;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Says the newsroom's values in the words, dates and numbers of a page. Any thread. */
public final class PageTexts {
    private final Site site;
    private final Messages messages;
    private final Assets asset;
    private final InstantSource clock;
    private final VnDates dates;

    public PageTexts(Site site, Messages messages, Assets asset, InstantSource clock) {
        this.site = site;
        this.messages = messages;
        this.asset = asset;
        this.clock = clock;
        this.dates = new VnDates(site::zone);
    }

    /**
     * What makes one page differ from another in its frame. {@code path}: without the language's prefix; {@code linkedData}:
     * what programs are told of it.
     */
    public record Heading(
            String title,
            String description,
            String path,
            @Nullable String section,
            List<JsonObject> linkedData) {
        public Heading(String title, String description, String path, @Nullable String section) {
            this(title, description, path, section, List.of());
        }
    }

    /** The frame but for the lists and counts, which change while all else stays. */
    public Function<Moment, PageFrame> frame(Language language, Heading heading) {
        var today = dates.day(clock.instant(), language.locale());
        var portal = site.portal().get();
        var dress = new Dressing(portal, language, messages::say).at(clock.instant());
        var categories = portal.visible().stream()
                .map(one -> PageFrame.CategoryLink.of(language, one))
                .toList();
        var linkedData = heading.linkedData().stream().map(LinkedData::text).toList();
        return moment -> new PageFrame(
                language,
                portal.name(),
                site.url().get(),
                heading.title(),
                heading.description(),
                heading.path(),
                moment.from().toString(),
                today,
                site.zone().getId(),
                categories,
                dress,
                heading.section(),
                views(language, moment.rails().latest()),
                views(language, moment.rails().featured()),
                stats(language, moment.counts()),
                (key, arguments) -> messages.say(language, key, arguments),
                asset,
                linkedData);
    }

    public List<HeadlineView> views(Language language, List<Headline> headlines) {
        return headlines.stream().map(one -> view(language, one)).toList();
    }

    public HeadlineView view(Language language, Headline headline) {
        var category = category(language, headline.category());
        var published = headline.publishedAt();
        return new HeadlineView(
                headline.id().value(),
                headline.version(),
                language.prefix() + headline.url(),
                headline.title(),
                headline.lead(),
                category.slug(),
                category.name(),
                category.url(),
                headline.featured(),
                dates.shortTime(published, clock.instant(), language.locale()),
                dates.stamp(published, language.locale()),
                dates.iso(published),
                headline.picture());
    }

    public List<RankedView> ranked(Language language, Popular.Ranking most) {
        return most.stories().stream()
                .map(one -> new RankedView(
                        view(language, one.story()), one.reads(), VnNumbers.whole(one.reads(), language.locale())))
                .toList();
    }

    /** A category's entry; one that came after the start is called by its slug until the next. */
    public PageFrame.CategoryLink category(Language language, String slug) {
        return PageFrame.CategoryLink.of(language, site.category(slug).orElseGet(() -> new Category(slug, slug, slug)));
    }

    private StatsView stats(Language language, VisitCounts counts) {
        var locale = language.locale();
        return new StatsView(
                VnNumbers.whole(counts.online(), locale),
                VnNumbers.whole(counts.today(), locale),
                VnNumbers.whole(counts.week(), locale),
                VnNumbers.whole(counts.total(), locale),
                dates.iso(counts.at()),
                dates.iso(counts.changedAt()),
                asOf(counts.at(), locale),
                counts.stale());
    }

    /** {@code 14:05} today, else with its day; also change asOf in {@code writing.js}. */
    private String asOf(Instant at, Locale locale) {
        var now = clock.instant();
        boolean today = dates.day(at, locale).equals(dates.day(now, locale));
        return today ? dates.shortTime(at, now, locale) : dates.stamp(at, locale);
    }

    /** {@code Thứ Hai, 23/11/2026, 14:05}. */
    public String moment(Language language, Instant at) {
        return dates.moment(at, language.locale());
    }

    public String iso(Instant at) {
        return dates.iso(at);
    }

    /** {@code 1.234}. */
    public String whole(Language language, long number) {
        return VnNumbers.whole(number, language.locale());
    }

    public String say(Language language, String key, Object... arguments) {
        return messages.say(language, key, arguments);
    }
}
