package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Bylines;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.text.Slugs;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** Where readers look back: stories by day, by author, by source. */
final class ArchiveRoutes implements Routes {
    private static final Pattern YEAR = Pattern.compile("[1-9][0-9]{3}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Answers answers;
    private final PageCache cache;
    private final ArchivePages archive;
    private final BylinePages bylines;

    ArchiveRoutes(Answers answers, PageCache cache, ArchivePages archive, BylinePages bylines) {
        this.answers = answers;
        this.cache = cache;
        this.archive = archive;
        this.bylines = bylines;
    }

    @Override
    public void mount(Router router) {
        for (var language : Language.values()) {
            var prefix = language.prefix();
            answers.get(router, prefix + ArchivePage.ROOT, ctx -> newest(ctx, language));
            answers.get(router, prefix + ArchivePage.ROOT + "/:span", ctx -> span(ctx, language));
            for (var kind : Bylines.values()) {
                answers.get(router, prefix + kind.path(":name"), ctx -> byline(ctx, language, kind));
            }
        }
    }

    private Future<Reply> newest(RoutingContext ctx, Language language) {
        return page(ctx, "archive", PageFrame.link(language, ArchivePage.ROOT), () -> archive.year(language, null));
    }

    /** A year or a day. */
    private Future<Reply> span(RoutingContext ctx, Language language) {
        var span = ctx.pathParam("span");
        return YEAR.matcher(span).matches() ? year(ctx, language, Integer.parseInt(span)) : day(ctx, language, span);
    }

    /** The newest year has the archive's own address, though not for ever. */
    private Future<Reply> year(RoutingContext ctx, Language language, int year) {
        var path = PageFrame.link(language, ArchivePage.ROOT + "/" + year);
        return cache.page("archive", path, () -> archive.year(language, year))
                .map(given -> given.value().path().equals(path)
                        ? SiteRoutes.page(ctx.request(), given, cache.staleness(given))
                        : new Reply.Redirect(302, given.value().path()));
    }

    private Future<Reply> day(RoutingContext ctx, Language language, String span) {
        var day = date(span);
        if (day.isAfter(archive.today())) throw Problem.notFound("archive.day", span);
        int number = PageNumber.of(ctx.request(), "archive.page");
        var path = PageFrame.link(language, ArchivePage.path(day) + "?" + PageNumber.NAME + "=" + number);
        return page(ctx, "archive", path, () -> archive.day(language, day, number));
    }

    private static LocalDate date(String text) {
        if (!DAY.matcher(text).matches()) throw Problem.notFound("archive.day", text);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.notFound("archive.day", text);
        }
    }

    /** Another spelling of the name leads to the page. */
    private Future<Reply> byline(RoutingContext ctx, Language language, Bylines kind) {
        var slug = Slugs.of(ctx.pathParam("name"));
        int number = PageNumber.of(ctx.request(), "byline.page");
        var path = PageFrame.link(language, kind.path(slug) + "?" + PageNumber.NAME + "=" + number);
        return page(ctx, "byline", path, () -> bylines.page(language, kind, slug, number));
    }

    private Future<Reply> page(RoutingContext ctx, String kind, String key, Supplier<Future<Content>> read) {
        return cache.page(kind, key, read).map(given -> SiteRoutes.page(ctx.request(), given, cache.staleness(given)));
    }
}
