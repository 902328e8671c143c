package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinmoi.people.AuditChain;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Messages;

/** {@code verify}: whether what is stored is as it was written. */
@Command(
        name = "verify",
        description = {
            "Says whether the audit is as it was written, and names the first row that is not.",
            "Each row of the table audit is chained to the one before it by SHA-256; where the chain stood at the end of each"
                    + " day is kept beside it and in the nodes' logs. Exits 1 when a row was changed, taken away or put between"
                    + " others."
        })
final class Verify implements Callable<Integer> {
    private static final long PATIENCE = TimeUnit.HOURS.toSeconds(1); // millions of rows

    private final Surroundings here;
    private final Messages messages = new Messages();

    @Option(names = "--audit", description = "the audit, which is all that is verified so far")
    private boolean audit;

    @Option(names = "--json", description = "one JSON object instead of sentences")
    private boolean json;

    Verify(Surroundings here) {
        this.here = here;
    }

    boolean isOfAudit() {
        return audit;
    }

    @Override
    public Integer call() {
        return new Task(here).run(here.language(), (vertx, settings, stores) -> verify(stores));
    }

    private int verify(Stores stores) {
        var report = await(new AuditChain(stores.database(), here.clock()).verify(), PATIENCE);
        here.out().println(json ? json(report).encode() : said(report));
        return report.fault().isPresent() ? 1 : 0;
    }

    private static JsonObject json(AuditChain.Report report) {
        var json = new JsonObject()
                .put("whole", report.fault().isEmpty())
                .put("rows", report.rows())
                .put("waiting", report.waiting());
        report.fault()
                .ifPresent(fault -> json.put("link", fault.link()).put("id", fault.id() == 0 ? null : fault.id()));
        return json;
    }

    private String said(AuditChain.Report report) {
        return report.fault()
                .map(fault -> fault.id() == 0
                        ? say("audit.missing", fault.link(), report.rows())
                        : say("audit.changed", fault.id(), fault.link(), report.rows()))
                .orElseGet(() -> say("audit.whole", report.rows(), report.waiting()));
    }

    private String say(String key, Object... arguments) {
        return messages.say(here.language(), key, arguments);
    }
}
