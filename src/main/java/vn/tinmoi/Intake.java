package vn.tinmoi;

import static vn.tinmoi.Stores.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.ingest.Importer;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.newsroom.Actor;
import vn.tinmoi.newsroom.Desk;
import vn.tinmoi.site.ArticleReads;
import vn.tinmoi.site.RedirectImport;
import vn.tinmoi.site.Site;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * {@code import} and {@code redirects import}: brings files in beside whatever nodes serve, which hear of stories through the
 * log and of old addresses within a minute. Blocking.
 */
final class Intake {
    private static final Actor IMPORT = new Actor("import", true);

    private final Vertx vertx;
    private final Settings settings;
    private final InstantSource clock;

    Intake(Vertx vertx, Settings settings, InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
    }

    /** The exit code: 1 when some file could not be read. */
    int bringIn(List<Path> files, PrintStream out) {
        var stores = Stores.join(vertx, settings, new Metrics());
        try {
            var categories = await(new ArticleReads(stores.database()).categories());
            var epoch = await(new EventLog(stores.database()).epoch());
            var desk = new Desk(vertx, stores.database(), () -> epoch, article -> {});
            var importer = new Importer(
                    vertx,
                    categories,
                    settings.zone(),
                    story -> desk.bringIn(story, IMPORT),
                    new Messages(),
                    Language.EN,
                    clock);
            var report = awaitLong(importer.importFiles(files, out::println));
            report.lines().forEach(out::println);
            return report.failedFiles().isEmpty() ? 0 : 1;
        } finally {
            stores.close(new Countdown());
        }
    }

    /** The exit code: 1 when nothing was brought in. {@code hosts}: other sites that old addresses may lead to. */
    int redirects(Path file, Set<String> hosts, PrintStream out, PrintStream err) {
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
