package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;
import static vn.tinmoi.store.Stores.insist;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.backup.ExportFolder;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.ingest.Importer;
import vn.tinmoi.news.Category;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** {@code import}: brings stories in beside whatever nodes serve, which hear of them through the log. */
@Command(
        name = "import",
        description = {
            "Brings in stories from RSS, Atom, JSON Feed, ninjs or WordPress export files.",
            "The files may be packed with gzip. A second run changes nothing, and one that broke off is started again. The"
                    + " folder that export wrote comes back whole: site, pictures, people, stories, old addresses."
        })
final class ImportStories implements Callable<Integer> {
    private static final long PATIENCE = TimeUnit.DAYS.toSeconds(1); // an archive of many years may take hours

    private final Surroundings here;

    @Option(names = "--pictures", description = "fetch the pictures that stand elsewhere, and keep them here")
    private boolean pictures;

    @Option(names = "--overwrite", description = "take the source's words also where the newsroom changed them")
    private boolean overwrite;

    @Option(
            names = "--category",
            paramLabel = "THEIRS=OURS",
            description = "their category is ours of that slug, as often as needed: \"Tin tức > Kinh tế=kinh-te\"")
    private List<Words.CategoryName> categories = List.of();

    @Option(names = "--json", description = "the report as one JSON document, for programs")
    private boolean json;

    @Option(
            names = "--language",
            paramLabel = "vi|en",
            completionCandidates = Words.LanguageTags.class,
            description = "of the report; else vi where LANG begins so, else en")
    private @Nullable Language language;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "the files to bring in")
    private List<Path> files = List.of();

    ImportStories(Surroundings here) {
        this.here = here;
    }

    ImportOptions options() {
        var ours = new LinkedHashMap<String, String>();
        categories.forEach(name -> ours.put(name.theirs(), name.ours()));
        var spoken = language == null ? here.language() : language;
        return new ImportOptions(pictures, overwrite, json, ours, spoken, files);
    }

    /** 1 when a file could not be read or nothing of it came in, 2 for a category that there is not. */
    @Override
    public Integer call() {
        var options = options();
        if (files.size() == 1 && ExportFolder.is(files.getFirst())) {
            return new ImportFolder(here, files.getFirst(), json).call();
        }
        return new Task(here)
                .run(options.language(), (vertx, settings, stores) -> bringIn(options, vertx, settings, stores));
    }

    private int bringIn(ImportOptions options, Vertx vertx, Settings settings, Stores stores) {
        var portal = insist("the portal", new PortalReads(stores.database(), settings.siteName())::portal);
        var categories = portal.categories();
        for (var slug : options.categories().values()) {
            if (categories.stream().noneMatch(one -> one.slug().equals(slug))) return unknown(slug, categories);
        }
        var messages = new Messages();
        var incoming = new Incoming(
                vertx,
                stores.database(),
                settings,
                options,
                here.clock(),
                one -> said(one, messages, options.language()));
        var importer = new Importer(
                vertx,
                categories,
                options.categories(),
                settings.zone(),
                incoming,
                messages,
                options.language(),
                here.clock());
        var report = await(importer.importFiles(options.files(), here.err()::println), PATIENCE);
        if (options.json()) here.out().println(ImportJson.of(report));
        else report.lines().forEach(here.out()::println);
        return report.whole() ? 0 : 1;
    }

    private static String said(Illustrations.Failure failure, Messages messages, Language language) {
        var why = messages.say(
                language,
                "problem." + failure.why().code(),
                failure.why().arguments().toArray());
        return messages.say(language, "ingest.picture", failure.story(), failure.url(), why);
    }

    private int unknown(String slug, List<Category> categories) {
        var known = categories.stream().map(Category::slug).collect(Collectors.joining(", "));
        here.err().println("tinmoi: there is no category \"" + slug + "\" here; there are " + known);
        return 2;
    }
}
