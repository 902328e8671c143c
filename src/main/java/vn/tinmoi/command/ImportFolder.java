package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;
import static vn.tinmoi.store.Stores.insist;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import vn.tinmoi.backup.ExportFolder;
import vn.tinmoi.backup.FolderImport;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.people.OneTimePasswords;
import vn.tinmoi.people.Passwords;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.RedirectImport;
import vn.tinmoi.store.Stores;
import vn.tinmoi.text.Csv;
import vn.tinmoi.web.Messages;

/** What {@code import} does with a folder that {@code export} wrote, beside whatever nodes serve. Blocking. */
final class ImportFolder {
    private static final long PATIENCE = TimeUnit.DAYS.toSeconds(1); // the addresses of many years

    private final Surroundings here;
    private final Path folder;
    private final boolean json;
    private final Messages messages = new Messages();

    /** {@code json}: the report is one JSON document instead of sentences. */
    ImportFolder(Surroundings here, Path folder, boolean json) {
        this.here = here;
        this.folder = folder;
        this.json = json;
    }

    /** 1 when the site's file cannot be used, which stops it, or a line of another one cannot, which is said. */
    int call() {
        var file = folder.resolve(ExportFolder.SITE);
        var site = ImportSite.of(json ? here.saying(here.err()) : here, file);
        var read = Files.exists(file) ? site.read() : Optional.<SiteText>empty();
        if (Files.exists(file) && read.isEmpty()) return 1;
        return new Task(here).act((vertx, settings, stores) -> {
            int code = read.map(text -> site.bringIn(text, settings, stores)).orElse(0);
            return Math.max(code, takeIn(vertx, settings, stores));
        });
    }

    private int takeIn(Vertx vertx, Settings settings, Stores stores) {
        var ticks = new Ticks(here, messages);
        try {
            var taken = new FolderImport(vertx, stores.database(), passwords(vertx, stores), ticks::tell).from(folder);
            var redirects = redirects(settings, stores);
            if (json) here.out().println(json(taken, redirects).encodePrettily());
            else say(taken, redirects);
            boolean whole = taken.stream().allMatch(one -> one.refused().isEmpty()) && !redirects.refused();
            return whole ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OneTimePasswords passwords(Vertx vertx, Stores stores) {
        var sessions = new Sessions(stores.database(), stores.redis(), here.clock());
        return new OneTimePasswords(stores.database(), new Passwords(vertx), sessions);
    }

    private RedirectImport.Report redirects(Settings settings, Stores stores) throws IOException {
        var file = folder.resolve(ExportFolder.REDIRECTS);
        if (!Files.exists(file)) return new RedirectImport.Report(List.of(), false);
        var portal = insist("the portal", new PortalReads(stores.database(), settings.siteName())::portal);
        var url = settings.siteUrl() == null ? "" : settings.siteUrl();
        var site = new Site(() -> portal, () -> url, settings.zone());
        return await(
                new RedirectImport(stores.database(), site, messages, here.language()).bringIn(file, hosts(file)),
                PATIENCE);
    }

    /** An export leads where its site did. */
    private static Set<String> hosts(Path file) throws IOException {
        return Csv.rows(Files.readString(file), ',').stream()
                .filter(row -> row.cells().size() == 2)
                .map(row -> row.cells().get(1))
                .filter(target -> target.matches("https?://[^\\s\"<>\\\\^`{|}]+"))
                .map(target -> URI.create(target).getHost())
                .filter(host -> host != null)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static JsonObject json(List<FolderImport.Taken> taken, RedirectImport.Report redirects) {
        var json = new JsonObject();
        for (var one : taken) {
            var refused = new JsonArray();
            for (var line : one.refused()) {
                refused.add(new JsonObject()
                        .put("line", line.line())
                        .put("field", line.why().field())
                        .put("code", line.why().code()));
            }
            json.put(
                    one.file(),
                    new JsonObject()
                            .put("new", one.fresh())
                            .put("known", one.known())
                            .put("refused", refused));
        }
        return json.put(ExportFolder.REDIRECTS, new JsonArray(redirects.lines()));
    }

    private void say(List<FolderImport.Taken> taken, RedirectImport.Report redirects) {
        for (var one : taken) {
            var refused = one.refused();
            here.out().println(say("export.taken", one.file(), one.fresh(), one.known(), refused.size()));
            for (var line : refused) here.err().println(said(line));
        }
        redirects.lines().forEach((redirects.refused() ? here.err() : here.out())::println);
        here.out().println(say("export.passwords"));
    }

    private String said(FolderImport.Refused line) {
        var why = line.why();
        var sentence = say("problem." + why.code(), why.arguments().toArray());
        return say("export.refused", line.file(), line.line(), String.valueOf(why.field()), sentence);
    }

    private String say(String key, Object... arguments) {
        return messages.say(here.language(), key, arguments);
    }
}
