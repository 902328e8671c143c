package vn.tinmoi.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinmoi.backup.Part;
import vn.tinmoi.backup.Verification;
import vn.tinmoi.web.Messages;

/** {@code verify}: whether what is stored is as it was written. */
@Command(
        name = "verify",
        description = {
            "Says whether what is stored is whole and fits together, and names each row that does not.",
            "log: without a gap. audit: its chain. stories, site: as their last version has them. media: every picture there,"
                    + " its bytes as they came. search: every published story entered. counters: the hours of a day are the"
                    + " day. Nodes may go on serving. Exits 1 when anything is wrong."
        })
final class Verify implements Callable<Integer> {
    private final Surroundings here;
    private final Messages messages = new Messages();

    @Option(
            names = "--only",
            paramLabel = "PART",
            completionCandidates = Words.PartNames.class,
            description = "only that part, as often as needed: log, audit, stories, site, media, search, counters")
    private Set<Part> only = Set.of();

    @Option(names = "--audit", description = "as --only audit")
    private boolean audit;

    @Option(names = "--json", description = "one JSON object instead of sentences")
    private boolean json;

    Verify(Surroundings here) {
        this.here = here;
    }

    Set<Part> parts() {
        var parts = EnumSet.noneOf(Part.class);
        parts.addAll(only);
        if (audit) parts.add(Part.AUDIT);
        return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
    }

    @Override
    public Integer call() {
        return new Task(here).runOnDatabase(true, (vertx, settings, database) -> {
            var ticks = new Ticks(here, messages);
            var results = new Verification(vertx, database, settings.zone(), here.clock(), ticks::tell).of(parts());
            if (json) here.out().println(json(results).encodePrettily());
            else results.forEach(this::say);
            return isWhole(results) ? 0 : 1;
        });
    }

    private static boolean isWhole(Map<Part, Verification.Result> results) {
        return results.values().stream().allMatch(one -> one.wrong() == 0);
    }

    private static JsonObject json(Map<Part, Verification.Result> results) {
        var json = new JsonObject().put("whole", isWhole(results));
        results.forEach((part, result) -> json.put(part.wire(), json(result)));
        return json;
    }

    private static JsonObject json(Verification.Result result) {
        var findings = new JsonArray();
        result.findings()
                .forEach(one -> findings.add(new JsonObject()
                        .put("what", one.code())
                        .put("row", one.row())
                        .put("detail", one.detail())));
        return new JsonObject()
                .put("rows", result.rows())
                .put("wrong", result.wrong())
                .put("findings", findings);
    }

    private void say(Part part, Verification.Result result) {
        var key = result.wrong() == 0 ? "verify.whole" : "verify.wrong";
        here.out().println(say(key, part.wire(), result.rows(), result.wrong()));
        for (var one : result.findings()) {
            here.out().println("  " + say("verify." + one.code(), one.row(), one.detail()));
        }
        long more = result.wrong() - result.findings().size();
        if (more > 0) here.out().println("  " + say("verify.more", more));
    }

    private String say(String key, Object... arguments) {
        return messages.say(here.language(), key, arguments);
    }
}
