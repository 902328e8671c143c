package vn.tinmoi.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How PostgreSQL, which refuses to run as root, is run here: the words that stand before its commands. */
@SuppressWarnings("ImmutableEnumChecker") // the list is List.of
enum RunAs {
    /** As the user who runs this program. */
    SELF(List.of(), null),
    /** Root, seen from a user namespace as nobody; files still belong to root. */
    NAMESPACE(List.of("unshare", "-U"), 0),
    /** Where namespaces are forbidden, as in most containers: really as nobody, who then owns the files. */
    NOBODY(nobody(), Constants.NOBODY_ID),
    /** As nobody who may enter every folder, for data below one that only root may enter, such as /root. */
    NOBODY_ENTERING(nobody("dac_read_search"), Constants.NOBODY_ID),
    /** The same where root itself lacks that capability and has a stronger one, as Docker's has. */
    NOBODY_OVERRIDING(nobody("dac_override"), Constants.NOBODY_ID);

    private static final class Constants {
        static final int NOBODY_ID = 65534;
        static final Duration SHORT = Duration.ofSeconds(10);
    }

    private final List<String> before;
    private final @Nullable Integer owner;

    RunAs(List<String> before, @Nullable Integer owner) {
        this.before = before;
        this.owner = owner;
    }

    private static List<String> nobody(String... capabilities) {
        var id = Integer.toString(Constants.NOBODY_ID);
        var words = new ArrayList<>(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
        for (var capability : capabilities)
            words.addAll(List.of(
                    "--inh-caps=-all,+" + capability,
                    "--ambient-caps=-all,+" + capability,
                    "--securebits=+no_setuid_fixup")); // else access(2), which initdb asks, sees no capability
        return List.copyOf(words);
    }

    /** What works on this machine with the programs in {@code binaries} and data in {@code folder}; tries it out. */
    static RunAs here(Path folder, Path binaries) {
        boolean root = Subprocess.run(Constants.SHORT, folder, List.of("id", "-u"))
                .output()
                .strip()
                .equals("0");
        return among(
                root ? List.of(NAMESPACE, NOBODY, NOBODY_ENTERING, NOBODY_OVERRIDING) : List.of(SELF),
                folder,
                binaries);
    }

    /** The first way that works there. */
    static RunAs among(List<RunAs> ways, Path folder, Path binaries) {
        var refusals = new LinkedHashSet<String>();
        for (var way : ways) {
            var tried = way.tryOut(folder, binaries);
            if (tried.well()) return way;
            refusals.add(tried.output().strip().replaceAll("\\s*\\R\\s*", " "));
        }
        throw refused(ways, binaries, String.join("; ", refusals));
    }

    /** Enters the folder and runs a program with all the libraries that it needs. */
    private Subprocess.Ended tryOut(Path folder, Path binaries) {
        var program = binaries.toAbsolutePath().resolve("bin/postgres").toString();
        return Subprocess.run(
                Constants.SHORT,
                folder,
                words(
                        "sh",
                        "-c",
                        "cd -- \"$1\" && exec \"$2\" --version",
                        "sh",
                        folder.toAbsolutePath().toString(),
                        program));
    }

    private static BackendFailed refused(List<RunAs> ways, Path binaries, String why) {
        return new BackendFailed(
                ways.contains(SELF)
                        ? "the embedded PostgreSQL in " + binaries + " cannot be run (" + why
                                + "): put TINMOI_DATA_DIR on a disk that programs may run from (mounted without noexec),"
                                + " or set TINMOI_DATABASE_URL"
                        : "the embedded PostgreSQL refuses to run as root, and as another user it cannot be run here ("
                                + why + "): run tinmoi as another user, set TINMOI_DATA_DIR to a folder that every user"
                                + " may enter, on a disk that programs may run from, or set TINMOI_DATABASE_URL");
    }

    List<String> words(String... command) {
        var words = new ArrayList<>(before);
        words.addAll(List.of(command));
        return words;
    }

    /** Makes that file or folder with all in it the server's own, unless it is already. */
    void own(Path path) throws IOException {
        if (owner == null || Files.getAttribute(path, "unix:uid").equals(owner)) return;
        var chown = Subprocess.run(
                Duration.ofMinutes(2),
                Objects.requireNonNullElse(path.getParent(), path),
                List.of("chown", "-R", owner + ":" + owner, path.toString()));
        if (!chown.well())
            throw new BackendFailed("the embedded PostgreSQL needs to own " + path + ", but "
                    + chown.output().strip() + ": put TINMOI_DATA_DIR on a disk that keeps owners");
    }
}
