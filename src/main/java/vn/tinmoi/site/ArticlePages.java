package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * Makes the pages: reads what they show and says it in the page's language. Each carries the log's cursor from before
 * anything on it was read, so a stream that begins there misses nothing; an event that the page already shows comes twice,
 * and its version says so. Any thread.
 */
public final class ArticlePages {
    private static final Duration RAILS_AGE = Duration.ofMinutes(1); // heals a touch that never came
    private static final int SECONDS = 2;
    private static final int BAND = 4;
    private static final int PAGE = 20;

    private final ArticleReads reads;
    private final Site site;
    private final Supplier<Cursor> position;
    private final Supplier<VisitCounts> counts;
    private final BooleanSupplier behind;
    private final InstantSource clock;
    private final Frames frames;
    private final LinkedData linkedData;
    private final Templates templates = new Templates();
    private final Fresh<Rails> rails;
    private final Popular popular;
    private final StoryPages stories;
    private final BoardPages boards;
    private final Unreadable unreadable;
    private final AtomicLong touches = new AtomicLong();

    /**
     * @param position the log's cursor now
     * @param counts the newest counters
     * @param figures what has been counted
     * @param behind whether what was published may be missing here, because the log cannot be followed
     * @param asset the address of a file of {@code webroot}
     */
    public ArticlePages(
            ArticleReads reads,
            Site site,
            Supplier<Cursor> position,
            Supplier<VisitCounts> counts,
            Figures figures,
            BooleanSupplier behind,
            Messages messages,
            Function<String, String> asset,
            InstantSource clock) {
        this.reads = reads;
        this.site = site;
        this.position = position;
        this.counts = counts;
        this.behind = behind;
        this.clock = clock;
        this.frames = new Frames(site, messages, asset, clock);
        this.linkedData = new LinkedData(site, messages, asset);
        this.rails = new Fresh<>(before -> readRails(), this::young, clock);
        this.popular = new Popular(reads, figures, clock);
        this.boards = new BoardPages(figures, popular, site, frames, clock);
        var related = new Related(reads, reads.relatedReads(), clock);
        this.unreadable = new Unreadable(reads, clock);
        this.stories = new StoryPages(reads, unreadable, related, site, frames, linkedData, clock);
    }

    private boolean young(Rails kept) {
        return clock.instant().isBefore(kept.readAt().plus(RAILS_AGE));
    }

    private Future<Rails> readRails() {
        var cursor = position.get();
        var now = clock.instant();
        var latest = reads.latest(Rails.LATEST);
        var featured = reads.featured(Rails.FEATURED);
        return Future.all(latest, featured).map(both -> new Rails(cursor, latest.result(), featured.result(), now));
    }

    /** The newest counters. */
    VisitCounts counts() {
        return counts.get();
    }

    /** The slug of every category there is. */
    List<String> categories() {
        return site.categories().stream().map(Category::slug).toList();
    }

    /** Whether what was published may be missing on what is kept, because the log cannot be followed. */
    boolean behind() {
        return behind.getAsBoolean();
    }

    /** The headers that say so when readers get what may no longer be right: the store is away. */
    Map<String, String> staleness(Fresh.Given<?> given) {
        boolean stale = given.how() == Fresh.How.STALE || behind.getAsBoolean();
        return stale ? Map.of("X-Tinmoi-Stale", "1") : Map.of();
    }

    /** "Tin mới" and "Tin nổi bật" as they are kept. */
    Future<Fresh.Given<Rails>> rails() {
        return rails.get();
    }

    /** The same as they are now; UNAVAILABLE when the store is away. */
    Future<Rails> sureRails() {
        return rails.sure();
    }

    /** The same as they were read last, whatever happened since; empty before the first reading. */
    Rails lastRails() {
        var last = rails.last();
        return last != null ? last : new Rails(position.get(), List.of(), List.of(), clock.instant());
    }

    /** The same if nothing happened since. */
    @Nullable
    Rails keptRails() {
        return rails.kept();
    }

    /** "Đọc nhiều" as it is kept. */
    Future<Fresh.Given<Popular.Ranking>> mostRead() {
        return popular.get();
    }

    /** Forgets what the events change. Before the pages are told, because they are made with it. */
    void touch(List<LoggedEvent> events) {
        touches.incrementAndGet();
        unreadable.touch(events);
        popular.touch(events);
        rails.touch(kept -> events.stream().anyMatch(event -> reaches(event, kept)));
        for (var event : events) {
            if (event.kind().equals(EventText.WITHDRAWN)) rails.amend(kept -> kept.without(event.article()));
        }
    }

    private static boolean reaches(LoggedEvent event, Rails kept) {
        return Content.changesEveryPage(event) || kept.shows().contains(event.article());
    }

    /** Forgets what is kept. */
    void touch() {
        touches.incrementAndGet();
        unreadable.touch();
        rails.touch(kept -> true);
        popular.touch();
    }

    Future<Content> front(Language language) {
        return rails.sure().compose(kept -> {
            var bands = reads.bands(BAND + 1 + SECONDS);
            var most = popular.get();
            return Future.all(bands, most)
                    .map(both ->
                            front(language, kept, bands.result(), most.result().value()));
        });
    }

    private Content front(Language language, Rails kept, Map<String, List<Headline>> bands, Popular.Ranking most) {
        var top = top(kept);
        var lead = top.isEmpty() ? null : frames.view(language, top.getFirst());
        var seconds = frames.views(language, top.stream().skip(1).toList());
        var shown = bands.entrySet().stream()
                .map(band -> band(language, band.getKey(), band.getValue(), top))
                .toList();
        var ranked = frames.ranked(language, most);
        var heading = new Frames.Heading(
                frames.say(language, "site.front.title"),
                frames.say(language, "site.front.description", site.name()),
                "/",
                null,
                linkedData.front(language));
        var frame = frames.frame(language, heading, kept);
        return new Content(
                PageFrame.link(language, "/"),
                shows(kept, Stream.concat(bands.values().stream().flatMap(List::stream), stories(most))),
                site.categories().stream().map(Category::slug).collect(Collectors.toSet()),
                clock.instant(),
                counts -> templates.front(new FrontPage(frame.apply(counts), lead, seconds, shown, ranked)));
    }

    private static Stream<Headline> stories(Popular.Ranking most) {
        return most.stories().stream().map(Popular.Ranked::story);
    }

    /** The dashboard. */
    Future<Content> board(Language language) {
        return rails.sure().compose(kept -> boards.page(language, kept));
    }

    /** The lead story and its seconds: what was chosen, then what is newest. */
    private static List<Headline> top(Rails kept) {
        var top = new LinkedHashMap<ArticleId, Headline>();
        Stream.concat(kept.featured().stream(), kept.latest().stream()).forEach(one -> top.putIfAbsent(one.id(), one));
        return top.values().stream().limit(1 + SECONDS).toList();
    }

    /** A category's newest, without those at the top of the page unless nothing else is left. */
    private FrontPage.CategoryBand band(Language language, String slug, List<Headline> stories, List<Headline> top) {
        var above = top.stream().map(Headline::id).collect(Collectors.toSet());
        var others = stories.stream().filter(one -> !above.contains(one.id())).toList();
        var shown = (others.isEmpty() ? stories : others).stream().limit(BAND).toList();
        return new FrontPage.CategoryBand(frames.category(language, slug), frames.views(language, pictureFirst(shown)));
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
        return rails.sure()
                .compose(kept -> reads.page(slug, (number - 1) * PAGE, PAGE + 1)
                        .map(stories -> category(language, kept, slug, number, stories)));
    }

    private Content category(Language language, Rails kept, String slug, int number, List<Headline> stories) {
        if (stories.isEmpty() && number > 1) throw Problem.notFound("category.page", number);
        var category = frames.category(language, slug);
        var shown = frames.views(language, stories.stream().limit(PAGE).toList());
        var newer = number == 1 ? null : category.url() + page(number - 1);
        var older = stories.size() <= PAGE ? null : category.url() + page(number + 1);
        var path = "/chuyen-muc/" + slug + page(number);
        var title = number == 1 ? category.name() : category.name() + ", " + frames.say(language, "site.page", number);
        var heading = new Frames.Heading(
                title,
                frames.say(language, "site.category.description", category.name(), site.name()),
                path,
                slug,
                linkedData.category(language, category));
        var frame = frames.frame(language, heading, kept);
        return new Content(
                PageFrame.link(language, path),
                shows(kept, stories.stream()),
                Set.of(slug),
                clock.instant(),
                counts -> templates.category(
                        new CategoryPage(frame.apply(counts), category, shown, number, newer, older)));
    }

    private static String page(int number) {
        return number == 1 ? "" : "?trang=" + number;
    }

    /** A published story; fails as {@link #published} does. */
    Future<Content> article(Language language, ArticleId id) {
        return rails.sure().compose(kept -> stories.page(language, kept, id));
    }

    /** The article; GONE when it was withdrawn, NOT_FOUND when nobody was ever to read it. */
    Future<Article> published(Language language, ArticleId id) {
        return stories.published(language, id);
    }

    /** How often something has happened; any other number than before: something has. */
    long touches() {
        return touches.get();
    }

    /** Why nobody may read the story, where that is known without asking; null: it has to be asked for. */
    @Nullable
    Problem unreadable(Language language, ArticleId id) {
        return unreadable.of(language, id);
    }

    /** What stands beside every page, and these. */
    static Set<ArticleId> shows(Rails kept, Stream<Headline> more) {
        var all = new HashSet<>(kept.shows());
        more.map(Headline::id).forEach(all::add);
        return Set.copyOf(all);
    }
}
