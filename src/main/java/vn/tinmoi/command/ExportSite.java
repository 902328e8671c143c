package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.media.StoredPictures;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.SiteTransfer;
import vn.tinmoi.store.Stores;

/** {@code site export}: whose site this is, as one file for {@code site import}. */
@Command(
        name = "export",
        description = {
            "Writes whose site this is as one JSON document.",
            "Name, look, imprint, menu, links, categories and the site's own pages, pictures inside; no stories. The same site"
                    + " gives the same bytes: site export > site.json"
        })
final class ExportSite implements Callable<Integer> {
    private static final long PATIENCE = TimeUnit.MINUTES.toSeconds(10); // the pictures of a large site

    private final Surroundings here;

    ExportSite(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return new Task(here).run(here.language(), (vertx, settings, stores) -> write(settings, stores));
    }

    private int write(Settings settings, Stores stores) {
        var pool = stores.database().pool();
        var site = await(new SiteTransfer(new PortalReads(stores.database(), settings.siteName())).site(pool));
        var pictures = await(StoredPictures.read(pool, site.pictureIds()), PATIENCE);
        here.out().print(new SiteText(site, pictures).written());
        here.out().flush();
        return here.out().checkError() ? 1 : 0;
    }
}
