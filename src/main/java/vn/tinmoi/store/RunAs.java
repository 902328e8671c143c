package vn.tinmoi.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How PostgreSQL, which refuses to run as root, is run here: the words that stand before its commands. */
enum RunAs {
    /** As the user who runs this program. */
    SELF(List.of(), null),
    /** Root, seen from a user namespace as nobody; files still belong to root. */
    NAMESPACE(List.of("unshare", "-U"), 0),
    /** Where namespaces are forbidden, as in most containers: really as nobody, who then owns the files. */
    NOBODY(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"), 65534);

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final List<String> before;
    private final @Nullable Integer owner;

    RunAs(List<String> before, @Nullable Integer owner) {
        this.before = before;
        this.owner = owner;
    }

    /** What works on this machine; tries it out in that folder. */
    static RunAs here(Path directory) {
        if (!Command.run(SHORT, directory, List.of("id", "-u")).output().strip().equals("0")) return SELF;
        return Stream.of(NAMESPACE, NOBODY)
                .filter(way -> Command.run(SHORT, directory, way.words("true")).well())
                .findFirst()
                .orElseThrow(() -> new BackendFailed(
                        "the embedded PostgreSQL refuses to run as root, and neither unshare nor setpriv works here:"
                                + " run tinmoi as another user, install util-linux, or set TINMOI_DATABASE_URL"));
    }

    List<String> words(String... command) {
        var words = new ArrayList<>(before);
        words.addAll(List.of(command));
        return words;
    }

    /** Makes that file or folder with all in it the server's own, unless it is already. */
    void own(Path path) throws IOException {
        if (owner == null || Files.getAttribute(path, "unix:uid").equals(owner)) return;
        var chown = Command.run(
                Duration.ofMinutes(2),
                Objects.requireNonNullElse(path.getParent(), path),
                List.of("chown", "-R", owner + ":" + owner, path.toString()));
        if (!chown.well())
            throw new BackendFailed("the embedded PostgreSQL needs to own " + path + ", but "
                    + chown.output().strip() + ": put TINMOI_DATA_DIR on a disk that keeps owners");
    }
}
