package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;
import static vn.tinmoi.store.Stores.insist;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.RedirectImport;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** {@code redirects import}: brings former addresses in; nodes that serve know them within a minute. */
@Command(
        name = "import",
        description = {
            "Brings in old addresses.",
            "The file has the columns old,new. All of it comes in, or nothing where a line is wrong."
        })
final class ImportRedirects implements Callable<Integer> {
    private static final long PATIENCE = TimeUnit.DAYS.toSeconds(1); // the addresses of many years

    private final Surroundings here;

    @Option(
            names = "--allow",
            paramLabel = "HOST",
            description = "a new address may lead to that other site; as often as needed")
    private List<String> allowed = List.of();

    @Parameters(paramLabel = "FILE", description = "CSV, in UTF-8")
    private Path file = Path.of("");

    ImportRedirects(Surroundings here) {
        this.here = here;
    }

    Path file() {
        return file;
    }

    /** Other sites that old addresses may lead to, in lower case. */
    Set<String> hosts() {
        return allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** 1 when nothing was brought in. */
    @Override
    public Integer call() {
        return new Task(here).run(Language.EN, (vertx, settings, stores) -> bringIn(settings, stores));
    }

    private int bringIn(Settings settings, Stores stores) {
        var portal = insist("the portal", new PortalReads(stores.database(), settings.siteName())::portal);
        var url = settings.siteUrl() == null ? "" : settings.siteUrl();
        var site = new Site(() -> portal, () -> url, settings.zone());
        var importing = new RedirectImport(stores.database(), site, new Messages(), Language.EN);
        var report = await(importing.bringIn(file, hosts()), PATIENCE);
        report.lines().forEach((report.refused() ? here.err() : here.out())::println);
        return report.refused() ? 1 : 0;
    }
}
