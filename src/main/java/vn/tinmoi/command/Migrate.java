package vn.tinmoi.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Stores;

/** {@code migrate}: the schema alone, for whoever lets no serving node change it. */
@Command(name = "migrate", description = "Brings the database to this version's schema, and stops.")
final class Migrate implements Callable<Integer> {
    private final Surroundings here;

    Migrate(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var settings = here.settings();
        var vertx = EventLoops.start(settings, new Metrics());
        try {
            here.out().println("schema is up to date, migrations applied: " + Stores.migrate(vertx, settings));
            return 0;
        } finally {
            EventLoops.stop(vertx);
        }
    }
}
