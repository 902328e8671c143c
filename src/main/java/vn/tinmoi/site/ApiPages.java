package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Rails;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;

/** Makes the page on the API from the descriptions that programs read; what it says of them is put together once. Any thread. */
final class ApiPages {
    static final String PATH = "/tai-lieu";

    private final LiveLists lists;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Map<Language, Supplier<ApiPage.Contents>> contents;
    private final Templates templates = new Templates();

    ApiPages(LiveLists lists, Site site, PageTexts frames, LinkedData linkedData, InstantSource clock) {
        this.lists = lists;
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
        this.contents =
                Map.of(Language.VI, contents(Language.VI, site.url()), Language.EN, contents(Language.EN, site.url()));
    }

    private static Supplier<ApiPage.Contents> contents(Language language, Supplier<String> siteUrl) {
        return new Once<>(() -> new ApiContents(language, siteUrl.get()).whole());
    }

    /** Fails with UNAVAILABLE when the store is away. */
    Future<Content> page(Language language) {
        return lists.sureRails().map(kept -> page(language, kept));
    }

    private Content page(Language language, Rails kept) {
        var title = frames.say(language, "api.title");
        var here = new Crumb(title, PageFrame.link(language, PATH));
        var way = List.of(linkedData.home(language), here);
        var heading =
                new PageTexts.Heading(title, frames.say(language, "api.description"), PATH, null, linkedData.way(way));
        var frame = frames.frame(language, heading, kept);
        var whole = Objects.requireNonNull(contents.get(language));
        return new Content(
                here.url(),
                LiveLists.shows(kept, Stream.of()),
                Set.of(),
                clock.instant(),
                frame.andThen(one -> templates.api(new ApiPage(one, List.of(way.getFirst()), whole.get()))));
    }
}
