package vn.tinmoi.bench.gatling;

import io.gatling.app.Gatling;
import java.util.Map;
import java.util.prefs.Preferences;

/** Starts Gatling on one of the simulations. */
public final class Simulations {
    private static final Map<String, Class<?>> BY_NAME = Map.of(
            "sse", SseReaders.class,
            "ws", WebSocketReaders.class,
            "pages", PageReaders.class,
            "publish", Publishers.class,
            "all", Everything.class);

    private Simulations() {}

    public static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Whether it publishes stories, for which it needs a token. */
    public static boolean writes(String name) {
        return name.equals("publish") || name.equals("all");
    }

    /** Prints Gatling's summary and ends the process: 0, or 2 when a request failed. The report has no charts: see {@link TablesOnly}. */
    public static void run(String name) {
        System.setProperty("gatling.ssl.useOpenSsl", "false"); // left out; Java's own does
        System.setProperty("gatling.data.enableAnalytics", "false"); // it would tell its makers of each run
        beUpToDate();
        Gatling.main(new String[] {"--simulation", BY_NAME.get(name).getName(), "--results-folder", "target/gatling"});
    }

    /** It asks Maven Central for a newer version of itself where its last question is not remembered as a recent one. */
    private static void beUpToDate() {
        System.setProperty("java.util.prefs.userRoot", "target");
        Preferences.userRoot()
                .node("/io/gatling/latestVersion")
                .putLong("lastCheckTimestamp", System.currentTimeMillis());
    }
}
