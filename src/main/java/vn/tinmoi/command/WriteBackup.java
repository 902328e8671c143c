package vn.tinmoi.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.backup.Backup;
import vn.tinmoi.web.Messages;

/** {@code backup}: everything that must survive, as one file, while nodes serve. */
@Command(
        name = "backup",
        description = {
            "Writes the whole database, as it is at one moment, into one new file.",
            "Nodes may go on serving and writing. The file is a zip: each table's rows as NDJSON, pictures in them, the settings"
                    + " without secrets, and a manifest with the schema and a SHA-256 of each part. It holds what passwords and"
                    + " tokens are checked against, so only its owner may read it. Where it cannot be finished nothing stays."
        })
final class WriteBackup implements Callable<Integer> {
    private static final double MIB = 1 << 20;

    private final Surroundings here;
    private final Messages messages = new Messages();

    @Option(names = "--json", description = "one JSON object instead of a sentence")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "where to; nothing is there yet")
    private Path file = Path.of("");

    WriteBackup(Surroundings here) {
        this.here = here;
    }

    Path file() {
        return file;
    }

    /** 1 when nothing was written. */
    @Override
    public Integer call() {
        var told = here.toldSettings();
        return new Task(here).runOnDatabase(true, (vertx, settings, database) -> {
            var ticks = new Ticks(here, messages);
            var written = new Backup(vertx, database, told, ticks::tell).write(file);
            here.out().println(json ? json(written).encode() : said(written));
            return 0;
        });
    }

    private JsonObject json(Backup.Written written) {
        return new JsonObject()
                .put("file", file.toString())
                .put("at", written.at().toString())
                .put("schema", written.schema())
                .put("tables", written.tables())
                .put("rows", written.rows())
                .put("bytes", written.bytes());
    }

    private String said(Backup.Written written) {
        return messages.say(
                here.language(),
                "backup.written",
                written.at(),
                file,
                written.rows(),
                written.tables(),
                String.format(Locale.ROOT, "%.1f", written.bytes() / MIB));
    }
}
