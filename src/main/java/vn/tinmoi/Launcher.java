package vn.tinmoi;

/**
 * The jar's main class, compiled for Java 8: says in one sentence which Java is needed when the one that runs it is too
 * old, and starts {@code Tinmoi} otherwise. It names that class by reflection, because loading it needs the newer Java.
 */
public final class Launcher {
    private static final int OLDEST = 21;

    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        if (feature(System.getProperty("java.specification.version")) < OLDEST) {
            System.err.println("tinmoi needs Java 21 or newer (25 is best), but this is Java "
                    + System.getProperty("java.version") + " in " + System.getProperty("java.home")
                    + ": install a newer JDK and start it with that one's bin/java.");
            System.exit(1);
        }
        Class.forName("vn.tinmoi.Tinmoi").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    /** "1.8" is 8, "17" is 17. */
    private static int feature(String version) {
        return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
    }
}
