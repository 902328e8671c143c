package vn.tinmoi.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.backup.Restore;
import vn.tinmoi.web.Messages;

/** {@code restore}: a backup in the place of an empty site. */
@Command(
        name = "restore",
        description = {
            "Puts a backup in the place of an empty site, whole or not at all.",
            "The file is checked to its last byte first. The site must have no stories, no pictures and no people but its first"
                    + " administrator, and no node may be serving it. Sessions do not come back; second factors and tokens do."
                    + " Whoever follows the former log is told to fetch anew."
        })
final class RestoreBackup implements Callable<Integer> {
    private final Surroundings here;
    private final Messages messages = new Messages();

    @Option(names = "--json", description = "one JSON object instead of sentences")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "that backup wrote")
    private Path file = Path.of("");

    RestoreBackup(Surroundings here) {
        this.here = here;
    }

    Path file() {
        return file;
    }

    /** 1 when nothing was restored. */
    @Override
    public Integer call() {
        return new Task(here).runOnDatabase(false, (vertx, settings, database) -> {
            var ticks = new Ticks(here, messages);
            var restored = new Restore(vertx, database, ticks::tell).from(file);
            if (json) here.out().println(json(restored).encode());
            else say(restored);
            return 0;
        });
    }

    private static JsonObject json(Restore.Restored restored) {
        return new JsonObject()
                .put("at", restored.at().toString())
                .put("tinmoi", restored.tinmoi())
                .put("schema", restored.schema())
                .put("migrations", restored.migrated())
                .put("rows", restored.rows());
    }

    private void say(Restore.Restored restored) {
        var language = here.language();
        here.out()
                .println(messages.say(
                        language,
                        "backup.restored",
                        restored.at(),
                        restored.rows(),
                        restored.tinmoi(),
                        restored.schema(),
                        restored.migrated()));
        here.out().println(messages.say(language, "backup.next", file));
    }
}
