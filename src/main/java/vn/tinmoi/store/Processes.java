package vn.tinmoi.store;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether processes that are not our children live. Not being able to look is no death: where file descriptors are
 * exhausted the JDK's own {@code isAlive} says no of all that live, since it opens a file of each. Blocks.
 */
final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final Duration REAPING = Duration.ofSeconds(2); // by process 1, which in a container may never do it
    private static final Charset AS_IN_PATHS = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private Processes() {}

    /**
     * The process of that number, if it runs and has that word in its command line; of a dead one, or of a stranger who has
     * its number now, nothing.
     *
     * @throws IOException when that cannot be seen
     */
    static Optional<ProcessHandle> named(long pid, String word) throws IOException {
        if (pid <= 0 || isOver(pid)) return Optional.empty();
        if (!commandLine(pid).contains(word)) return Optional.empty();
        var process = ProcessHandle.of(pid);
        if (process.isEmpty() && !isOver(pid)) throw new IOException("process " + pid + " cannot be looked at");
        return process;
    }

    /** Whether it ended within that time. Polls: the JDK looks at strangers' children only every 300 ms. */
    static boolean ended(ProcessHandle process, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (runs(process) && System.nanoTime() < deadline) LockSupport.parkNanos(5_000_000);
        return !runs(process);
    }

    /**
     * Waits up to 2 s until these, which ended, are out of the list of processes too, so that who looks right after a stop
     * finds none. They hold nothing meanwhile: nobody else need wait.
     */
    static void leaveTheList(List<ProcessHandle> ended) {
        var deadline = System.nanoTime() + REAPING.toNanos();
        while (ended.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline)
            LockSupport.parkNanos(5_000_000);
    }

    /** False only when it is certainly over. One that ended, but that nobody has waited for yet, is. */
    static boolean runs(ProcessHandle process) {
        return !isOver(process.pid());
    }

    private static boolean isOver(long pid) {
        if (!hasProc())
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
        try {
            Files.readSymbolicLink(PROC.resolve(pid + "/exe")); // needs no descriptor; one that ended has none
            return false;
        } catch (NoSuchFileException e) {
            return !Files.exists(PROC.resolve(Long.toString(pid))) || isUnreaped(pid);
        } catch (IOException e) {
            return isUnreaped(pid); // another user's, and we may not trace
        }
    }

    /** Whether its last thread has ended: who is ending loses his memory first, then his files, ports and locks. */
    private static boolean isUnreaped(long pid) {
        try {
            var stat = Files.readString(PROC.resolve(pid + "/stat")); // proc(5): the third field is the state
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return "ZX".contains(fields[0]) && Integer.parseInt(fields[17]) <= 1; // threads
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String commandLine(long pid) throws IOException {
        if (hasProc()) return new String(Files.readAllBytes(PROC.resolve(pid + "/cmdline")), AS_IN_PATHS);
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .orElse("");
    }

    private static boolean hasProc() {
        return Files.exists(PROC.resolve("self"));
    }
}
