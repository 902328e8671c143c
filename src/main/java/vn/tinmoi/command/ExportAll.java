package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.backup.Export;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.media.StoredPictures;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.SiteTransfer;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Messages;

/** {@code export}: what a site is made of, for other programs and for another site of this one. */
@Command(
        name = "export",
        description = {
            "Writes stories, site, categories, pictures, people and old addresses into a new folder.",
            "Plain JSON and CSV, described in src/docs/export.md; no passwords, no tokens, no history: that is what backup is"
                    + " for. import FOLDER takes it back, and exporting that gives the same bytes."
        })
final class ExportAll implements Callable<Integer> {
    private static final long PATIENCE = TimeUnit.MINUTES.toSeconds(10); // the site's own pictures

    private final Surroundings here;
    private final Messages messages = new Messages();

    @Option(names = "--json", description = "one JSON object instead of a sentence")
    private boolean json;

    @Parameters(paramLabel = "FOLDER", description = "that is not there yet")
    private Path folder = Path.of("");

    ExportAll(Surroundings here) {
        this.here = here;
    }

    Path folder() {
        return folder;
    }

    /** 1 when nothing was written. */
    @Override
    public Integer call() {
        return new Task(here).runOnDatabase(true, (vertx, settings, database) -> {
            var ticks = new Ticks(here, messages);
            var written = new Export(vertx, database, ticks::tell)
                    .write(folder, connection -> site(settings, database, connection));
            here.out().println(json ? json(written).encode() : said(written));
            return 0;
        });
    }

    private static String site(Settings settings, Database database, SqlConnection connection) {
        var site = await(new SiteTransfer(new PortalReads(database, settings.siteName())).site(connection));
        var pictures = await(StoredPictures.read(connection, site.pictureIds()), PATIENCE);
        return new SiteText(site, pictures).written();
    }

    private static JsonObject json(Export.Written written) {
        return new JsonObject()
                .put("stories", written.stories())
                .put("pictures", written.pictures())
                .put("people", written.people())
                .put("redirects", written.redirects());
    }

    private String said(Export.Written written) {
        return messages.say(
                here.language(),
                "export.written",
                folder,
                written.stories(),
                written.pictures(),
                written.people(),
                written.redirects());
    }
}
