package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Countdown;
import vn.tinmoi.store.Stores;
import vn.tinmoi.visit.VisitImport;

/** {@code visits import}: brings a former counter's figures in, beside whatever nodes serve. Blocking. */
public final class ImportVisits {
    private static final int PATIENCE = 300; // seconds, on a machine that does much else

    private final Vertx vertx;
    private final Settings settings;
    private final InstantSource clock;

    public ImportVisits(Vertx vertx, Settings settings, InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
    }

    /** The exit code: 1 when the file could not be read or a line of it was refused. */
    public int bringIn(Path file, PrintStream out) {
        String csv;
        try {
            csv = Files.readString(file);
        } catch (IOException e) {
            out.println(file + " cannot be read as UTF-8 text: " + e);
            return 1;
        }
        return bringIn(csv, file, out);
    }

    private int bringIn(String csv, Path file, PrintStream out) {
        var stores = Stores.join(vertx, settings, new Metrics());
        try {
            var bringing = new VisitImport(stores.database(), settings.zone(), clock);
            var report = await(bringing.bringIn(csv, String.valueOf(file.getFileName())), PATIENCE);
            report.refused().forEach(out::println);
            out.println(
                    report.refused().isEmpty()
                            ? file + ": " + report.changed() + " changed, " + report.unchanged()
                                    + " unchanged; visits of all time: " + report.total()
                            : file + ": nothing was imported, lines refused: "
                                    + report.refused().size());
            return report.refused().isEmpty() ? 0 : 1;
        } catch (Problem | VertxException e) {
            out.println(file + ": nothing was imported, the database did not carry it out (" + e.getMessage()
                    + "): run the same command again; figures that came in already are not counted twice");
            return 1;
        } finally {
            stores.close(new Countdown());
        }
    }
}
