package vn.tinmoi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Text and feeds that somebody else wrote, which are not the project's to give away. */
public final class SharedData {
    private static final Path DATA = Path.of(System.getProperty("tinmoi.shared", "../shared"), "data")
            .toAbsolutePath()
            .normalize();

    private SharedData() {}

    /** A file or folder of it, there on disk; without it the test that asks is skipped, and says how to have it run. */
    public static Path at(String path) {
        var there = DATA.resolve(path);
        assumeTrue(
                Files.exists(there),
                () -> "to try what others wrote, put the shared data beside the project or name their folder by "
                        + "-Dtinmoi.shared=FOLDER: there is no " + DATA);
        return there;
    }
}
