package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vn.tinmoi.visit.VisitImport;
import vn.tinmoi.web.Language;

/** {@code visits import}: brings a former counter's figures in, beside whatever nodes serve. */
@Command(
        name = "import",
        description = {
            "Brings in a former counter's figures.",
            "The file: the header date,visits, a line for each past day (2024-03-01,1234), and \"start,7448251\" for all"
                    + " visits before those days. It is refused whole, with line and reason, when it would lower a total"
                    + " or touch a day that was counted here."
        })
final class ImportVisits implements Callable<Integer> {
    private static final int PATIENCE = 300; // seconds, on a machine that does much else

    private final Surroundings here;

    @Parameters(paramLabel = "FILE", description = "CSV, in UTF-8")
    private Path file = Path.of("");

    ImportVisits(Surroundings here) {
        this.here = here;
    }

    Path file() {
        return file;
    }

    /** 1 when the file could not be read or a line of it was refused. */
    @Override
    public Integer call() {
        try {
            var csv = Files.readString(file);
            return new Task(here).run(Language.EN, (vertx, settings, stores) -> {
                var bringing = new VisitImport(stores.database(), settings.zone(), here.clock());
                return said(await(bringing.bringIn(csv, String.valueOf(file.getFileName())), PATIENCE));
            });
        } catch (IOException e) {
            here.out().println(file + " cannot be read as UTF-8 text: " + e);
            return 1;
        }
    }

    private int said(VisitImport.Report report) {
        report.refused().forEach(here.out()::println);
        here.out()
                .println(
                        report.refused().isEmpty()
                                ? file + ": " + report.changed() + " changed, " + report.unchanged()
                                        + " unchanged; visits of all time: " + report.total()
                                : file + ": nothing was imported, lines refused: "
                                        + report.refused().size());
        return report.refused().isEmpty() ? 0 : 1;
    }
}
