package vn.tinmoi.store;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk without room, by its own name: what stores say of it is easily taken for a store that is away. */
final class DiskFull {
    private static final String ENOSPC = "No space left on device"; // as strerror(3) says it
    private static final String DISK_FULL = "53100"; // PostgreSQL manual, appendix A

    private static final long LEAST = 1 << 20; // bytes; a store's log and lock files alone need some of it

    private DiskFull() {}

    /** Whether a store's output names it. */
    static boolean isSaid(String output) {
        return output.contains(ENOSPC);
    }

    /** Whether PostgreSQL refused a statement because of it. */
    static boolean isCause(Throwable failure) {
        return failure instanceof PgException refused && DISK_FULL.equals(refused.getSqlState());
    }

    /** What stands before the words of a store that cannot start; empty where there is room. A full disk takes no log either. */
    static String cause(Path home, String output) {
        return isSaid(output) || !hasRoom(home) ? "the disk of " + home + " is full, make room there: " : "";
    }

    private static boolean hasRoom(Path home) {
        try {
            return Files.getFileStore(home).getUsableSpace() > LEAST;
        } catch (IOException e) {
            return true; // not known: then something else is said
        }
    }
}
