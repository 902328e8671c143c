package vn.tinmoi.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.conf.SettingsReader;
import vn.tinmoi.news.Problem;
import vn.tinmoi.serve.StartFailed;
import vn.tinmoi.store.BackendFailed;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** What a command finds around it. {@code out}: for its answer; {@code err}: for progress and for what went wrong. */
public record Surroundings(Map<String, String> environment, PrintStream out, PrintStream err, InstantSource clock) {
    /** The system property is the start script's, which knows where the program was put. */
    private static final Path SETTINGS = Path.of(System.getProperty("tinmoi.settings", "conf/tinmoi.properties"));

    /** Of the process that runs: its environment, both its streams in UTF-8, the machine's clock. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                InstantSource.system());
    }

    /** The same with its answers going there. */
    Surroundings saying(PrintStream other) {
        return new Surroundings(environment, other, err, clock);
    }

    /** From the file and the environment; throws {@code UnusableSetting} that names the one at fault. */
    Settings settings() {
        return SettingsReader.read(SETTINGS, environment);
    }

    /** What was set, without secrets. */
    SortedMap<String, String> toldSettings() {
        return SettingsReader.told(SETTINGS, environment);
    }

    /** The terminal's where that is Vietnamese, else English. */
    Language language() {
        for (var name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
            var value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) return value.toLowerCase(Locale.ROOT).startsWith("vi") ? Language.VI : Language.EN;
        }
        return Language.EN;
    }

    /** The command's exit code, or 1 where it failed, which is said. */
    public int carryOut(Callable<Integer> command) {
        try {
            return command.call();
        } catch (Exception e) {
            return failed(e);
        }
    }

    /** Says why the program cannot start, in one sentence where it is not its own fault; the exit code. */
    int failed(Exception why) {
        switch (why) {
            case SettingsReader.UnusableSetting unusable -> cannotStart(unusable.getMessage());
            case BackendFailed failed -> cannotStart(failed.getMessage());
            case StartFailed failed -> cannotStart(failed.getMessage());
            case Problem away ->
                cannotStart(new Messages()
                        .say(
                                language(),
                                "problem." + away.code(),
                                away.arguments().toArray()));
            default ->
                LoggerFactory.getLogger(Surroundings.class)
                        .error("tinmoi cannot start because of a fault of its own", why);
        }
        return 1;
    }

    private void cannotStart(@Nullable String sentence) {
        err.println("tinmoi cannot start: " + sentence);
    }
}
