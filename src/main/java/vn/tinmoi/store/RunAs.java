package vn.tinmoi.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How PostgreSQL, which refuses to run as root, is run here: the words that stand before its commands. */
enum RunAs {
    /** As the user who runs this program. */
    SELF(List.of(), null),
    /** Root, seen from a user namespace as nobody; files still belong to root. */
    NAMESPACE(List.of("unshare", "-U"), "0:0"),
    /** Where namespaces are forbidden, as in most containers: really as nobody, who then owns the files. */
    NOBODY(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"), "65534:65534");

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final List<String> before;
    private final @Nullable String owner;

    RunAs(List<String> before, @Nullable String owner) {
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

    /** Makes that folder and all in it the server's own. */
    void own(Path directory) {
        if (owner == null) return;
        var chown = Command.run(Duration.ofMinutes(2), directory, List.of("chown", "-R", owner, directory.toString()));
        if (!chown.well())
            throw new BackendFailed("the embedded PostgreSQL needs to own " + directory + ", but "
                    + chown.output().strip() + ": put TINMOI_DATA_DIR on a disk that keeps owners");
    }
}
