package vn.tinmoi.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code aot}: what a start of this program needs of its classes, kept as one file for {@code -XX:AOTCache} (JEP 483, JEP
 * 515). It fits the very JVM, jar and kind of flags that it was made with; another JVM ignores it.
 */
@Command(
        name = "aot",
        description = {
            "Makes a file that halves the time of a start: java -XX:AOTCache=FILE -jar tinmoi.jar.",
            "A node is started on stores of its own in a temporary folder, asked for what readers and editors ask for, and"
                    + " stopped; that takes half a minute. The file fits the JVM that made it, the jar, and the flags that this"
                    + " command itself was started with: make it again after each upgrade. A JDK 25 or newer is needed."
        })
final class MakeAotCache implements Callable<Integer> {
    private static final int NOT_WITH_THIS_JAVA = 3;

    private final Surroundings here;

    @Option(names = "--jar", paramLabel = "JAR", description = "the program that will start with it; this one")
    private Path jar = Path.of("");

    @Parameters(paramLabel = "FILE", description = "where to; an older one there is replaced")
    private Path file = Path.of("");

    MakeAotCache(Surroundings here) {
        this.here = here;
    }

    /** 1 when nothing was made, 3 when this Java cannot. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Runtime.version().feature() < 25) {
            here.err()
                    .println("tinmoi: no AOT cache with Java "
                            + Runtime.version().feature() + "; the JDK that starts this command must be 25 or newer");
            return NOT_WITH_THIS_JAVA;
        }
        var target = file.toAbsolutePath().normalize();
        try (var run = new TrainingRun(target)) {
            train(run, target);
            here.out().println(target + ": " + (Files.size(target) >> 20) + " MiB");
            return 0;
        } catch (NotTrained e) {
            here.err().println("tinmoi: " + e.getMessage());
            return 1;
        }
    }

    /** The cache is moved to its place when it is whole. */
    private void train(TrainingRun run, Path target) throws IOException, InterruptedException {
        var made = run.folder().resolve("made.aot");
        var trainee = run.start(command(made));
        var site = trainee.awaitSite();
        try {
            new Rehearsal(site).play();
        } catch (IOException e) {
            throw new NotTrained("the node to learn from stopped answering (" + e + "):\n" + trainee.said());
        }
        trainee.stop();
        if (!Files.exists(made)) throw new NotTrained("the JVM wrote no AOT cache:\n" + trainee.said());
        Files.move(made, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> command(Path made) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-XX:AOT") && !flag.startsWith("-agent"))
                .forEach(words::add);
        words.addAll(List.of("-XX:AOTCacheOutput=" + made, "-jar", program().toString(), Serve.NAME));
        return words;
    }

    private Path program() {
        var program = jar.toString().isEmpty() ? thisOne() : jar.toAbsolutePath();
        if (Files.isRegularFile(program)) return program;
        throw new NotTrained(program + " is no jar; build one with mvn package, or name it with --jar");
    }

    private static Path thisOne() {
        try {
            return Path.of(MakeAotCache.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
