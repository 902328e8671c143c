package vn.tinmoi.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.store.EmbeddedBackends;

/**
 * A folder with stores and a node in it, for one rehearsal. Nothing of them outlives it, also when this process is told to
 * stop in the middle; only {@code kill -9} leaves them behind. Blocking; {@link #close} from any thread.
 */
final class TrainingRun implements AutoCloseable {
    private final Path folder;
    private final Thread atTheEnd = new Thread(this::clear, "training-cleanup");
    private @Nullable EmbeddedBackends stores;
    private @Nullable Trainee trainee;
    private boolean closed;

    /** Makes the folder, beside the file that is to come: what is made in it can be moved there. */
    TrainingRun(Path target) throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(target.resolve("..").normalize()), ".aot");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    Path folder() {
        return folder;
    }

    /** Starts stores and node, and does not wait for the node. */
    synchronized Trainee start(List<String> command) throws IOException {
        if (closed) throw new NotTrained("it was told to stop");
        var with = EmbeddedBackends.start(folder.resolve("stores"), true, true);
        stores = with;
        var started = Trainee.start(command, folder, with);
        trainee = started;
        return started;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            return; // the hook is at it
        }
        clear();
    }

    private synchronized void clear() {
        if (closed) return;
        closed = true;
        if (trainee != null) trainee.close();
        if (stores != null) stores.close();
        try (var all = Files.walk(folder)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        } catch (IOException e) {
            System.err.println("tinmoi: " + folder + " could not be deleted, delete it by hand: " + e);
        }
    }
}
