package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;

/** Makes the page on the API from the descriptions that programs read; what it says of them is put together once. Any thread. */
final class ApiPages {
    static final String PATH = "/tai-lieu";

    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Map<Language, Supplier<ApiPage.Contents>> contents;
    private final Templates templates = new Templates();

    ApiPages(Site site, PageTexts frames, LinkedData linkedData, InstantSource clock) {
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
        this.contents =
                Map.of(Language.VI, contents(Language.VI, site.url()), Language.EN, contents(Language.EN, site.url()));
    }

    private static Supplier<ApiPage.Contents> contents(Language language, Supplier<String> siteUrl) {
        return new Once<>(() -> new ApiContents(language, siteUrl.get()).whole());
    }

    Future<Content> page(Language language) {
        return Future.succeededFuture(content(language));
    }

    private Content content(Language language) {
        var title = frames.say(language, "api.title");
        var here = new Crumb(title, PageFrame.link(language, PATH));
        var way = List.of(linkedData.home(language), here);
        var heading =
                new PageTexts.Heading(title, frames.say(language, "api.description"), PATH, null, linkedData.way(way));
        var frame = frames.frame(language, heading);
        var whole = Objects.requireNonNull(contents.get(language));
        return new Content(
                here.url(),
                Set.of(),
                Set.of(),
                clock.instant(),
                frame.andThen(one -> templates.api(new ApiPage(one, List.of(way.getFirst()), whole.get()))));
    }
}
