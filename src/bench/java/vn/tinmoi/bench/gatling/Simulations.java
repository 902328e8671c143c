package vn.tinmoi.bench.gatling;

import io.gatling.app.Gatling;
import java.util.Map;

/** Starts Gatling on one of the simulations. */
public final class Simulations {
    private static final Map<String, Class<?>> BY_NAME =
            Map.of("sse", SseReaders.class, "ws", WebSocketReaders.class, "pages", PageReaders.class);

    private Simulations() {}

    public static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Prints Gatling's summary and ends the process: 0, or 2 when a request failed. No charts: see the pom. */
    public static void run(String name) {
        System.setProperty("gatling.ssl.useOpenSsl", "false"); // left out; Java's own does
        System.setProperty("gatling.data.enableAnalytics", "false"); // it would tell its makers of each run
        System.setProperty(
                "java.util.prefs.userRoot", "target"); // it remembers there when it looked for a newer version
        Gatling.main(new String[] {
            "--simulation", BY_NAME.get(name).getName(), "--results-folder", "target/gatling", "--no-reports"
        });
    }
}
