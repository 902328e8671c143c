package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.media.StoredPictures;
import vn.tinmoi.news.Category;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.SiteTransfer;
import vn.tinmoi.portal.WholeSite;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Messages;

/** {@code site import}: whose site this is, from the file that {@code site export} wrote; all of it or nothing. */
@Command(
        name = "import",
        description = {
            "Makes this site the one of a file.",
            "Puts name, look, imprint, menu, links, categories and the site's own pages of the file in the place of what there"
                    + " is, or changes nothing where a line is wrong. Categories that stories stand in stay. Nodes that serve show"
                    + " it at once, and site versions takes it back."
        })
final class ImportSite implements Callable<Integer> {
    private static final long PATIENCE = TimeUnit.MINUTES.toSeconds(10); // the pictures of a large site
    private static final Actor ACTOR = new Actor("site import", true, true);

    private final Surroundings here;
    private final Messages messages = new Messages();

    @Parameters(paramLabel = "FILE", description = "JSON, in UTF-8")
    private Path file = Path.of("");

    ImportSite(Surroundings here) {
        this.here = here;
    }

    /** Of that file, for a command that brings in more than it. */
    static ImportSite of(Surroundings here, Path file) {
        var site = new ImportSite(here);
        site.file = file;
        return site;
    }

    Path file() {
        return file;
    }

    /** 1 when nothing was brought in. */
    @Override
    public Integer call() {
        return read().map(read -> new Task(here)
                        .run(here.language(), (vertx, settings, stores) -> bringIn(read, settings, stores)))
                .orElse(1);
    }

    /** Empty where the file cannot be used, which is said. */
    Optional<SiteText> read() {
        try {
            return Optional.of(SiteText.read(Files.readString(file)));
        } catch (IOException e) {
            here.err().println(say("site-file.unreadable", file, e.toString()));
        } catch (SiteText.Unusable wrong) {
            var problem = wrong.problem();
            var sentence = say("problem." + problem.code(), problem.arguments().toArray());
            here.err()
                    .println(say(
                            "site-file.wrong",
                            file,
                            String.valueOf(wrong.line()),
                            String.valueOf(problem.field()),
                            sentence));
            here.err().println(say("site-file.nothing"));
        }
        return Optional.empty();
    }

    /** Puts it in the place of what there is, and says what became of it; 0. */
    int bringIn(SiteText read, Settings settings, Stores stores) {
        var transfer = new SiteTransfer(new PortalReads(stores.database(), settings.siteName()));
        var replaced = await(
                stores.database()
                        .pool()
                        .withTransaction(in -> StoredPictures.keep(in, read.pictures(), ACTOR)
                                .compose(kept -> transfer.replace(in, read.site(), ACTOR))),
                PATIENCE);
        report(read, replaced);
        return 0;
    }

    private void report(SiteText read, SiteTransfer.Replaced replaced) {
        var version = String.valueOf(replaced.version());
        var before = replaced.before();
        var after = replaced.after();
        if (before.equals(after)) {
            here.out().println(say("site-file.same", version));
            return;
        }
        here.out()
                .println(say(
                        "site-file.name",
                        after.document().name(),
                        before.document().name()));
        part("site-file.categories", slugs(before), slugs(after));
        var stayed = slugs(after).stream()
                .filter(slug -> !slugs(read.site()).contains(slug))
                .toList();
        if (!stayed.isEmpty()) here.out().println(say("site-file.stayed", String.join(", ", stayed)));
        part("site-file.pages", pages(before), pages(after));
        here.out().println(say("site-file.pictures", read.pictures().size()));
        here.out().println(say("site-file.version", version));
    }

    /** How many there are now, and which of the former are gone. */
    private void part(String key, List<String> before, List<String> after) {
        var gone = before.stream().filter(one -> !after.contains(one)).toList();
        here.out().println(say(key, after.size(), gone.isEmpty() ? "–" : String.join(", ", gone)));
    }

    private static List<String> slugs(WholeSite site) {
        return names(site.categories(), Category::slug);
    }

    private static List<String> pages(WholeSite site) {
        return names(site.pages(), WholeSite.OwnPage::slug);
    }

    private static <T> List<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).toList();
    }

    private String say(String key, Object... arguments) {
        return messages.say(here.language(), key, arguments);
    }
}
