package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.ingest.Importer;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Site;
import vn.tinmoi.redirect.RedirectImport;
import vn.tinmoi.store.Countdown;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * {@code import} and {@code redirects import}: brings files in beside whatever nodes serve, which hear of stories through the
 * log and of old addresses within a minute. Blocking.
 */
public final class ImportStories {
    private final Vertx vertx;
    private final Settings settings;
    private final InstantSource clock;

    public ImportStories(Vertx vertx, Settings settings, InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
    }

    /** The exit code: 1 when a file could not be read or nothing of it came in, 2 for a category that there is not. */
    public int bringIn(ImportOptions options, Language language, PrintStream out, PrintStream err) {
        var stores = Stores.join(vertx, settings, new Metrics());
        try {
            var categories = await(new ArticleReads(stores.database()).categories());
            for (var slug : options.categories().values()) {
                if (categories.stream().noneMatch(one -> one.slug().equals(slug)))
                    return unknown(slug, categories, err);
            }
            var messages = new Messages();
            var incoming = new Incoming(
                    vertx, stores.database(), settings, options, clock, one -> said(one, messages, language));
            var importer = new Importer(
                    vertx, categories, options.categories(), settings.zone(), incoming, messages, language, clock);
            var report = awaitLong(importer.importFiles(options.files(), err::println));
            if (options.json()) out.println(ImportJson.of(report));
            else report.lines().forEach(out::println);
            return report.whole() ? 0 : 1;
        } catch (Problem away) {
            err.println(new Messages()
                    .say(language, "ingest.stopped", new Messages().say(language, "problem." + away.code())));
            return 1;
        } finally {
            stores.close(new Countdown());
        }
    }

    private static String said(Illustrations.Failure failure, Messages messages, Language language) {
        var why = messages.say(
                language,
                "problem." + failure.why().code(),
                failure.why().arguments().toArray());
        return messages.say(language, "ingest.picture", failure.story(), failure.url(), why);
    }

    private static int unknown(String slug, List<Category> categories, PrintStream err) {
        var known = categories.stream().map(Category::slug).collect(Collectors.joining(", "));
        err.println("tinmoi: there is no category \"" + slug + "\" here; there are " + known);
        return 2;
    }

    /** The exit code: 1 when nothing was brought in. {@code hosts}: other sites that old addresses may lead to. */
    public int redirects(Path file, Set<String> hosts, PrintStream out, PrintStream err) {
        var stores = Stores.join(vertx, settings, new Metrics());
        try {
            var categories = await(new ArticleReads(stores.database()).categories());
            var url = settings.siteUrl() == null ? "" : settings.siteUrl();
            var site = new Site(settings.siteName(), () -> url, settings.zone(), categories);
            var importing = new RedirectImport(stores.database(), site, new Messages(), Language.EN);
            var report = awaitLong(importing.bringIn(file, hosts));
            report.lines().forEach((report.refused() ? err : out)::println);
            return report.refused() ? 1 : 0;
        } finally {
            stores.close(new Countdown());
        }
    }

    /** An archive of many years may take hours. */
    private static <T> T awaitLong(Future<T> future) {
        return await(future, TimeUnit.DAYS.toSeconds(1));
    }
}
