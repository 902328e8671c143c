package vn.tinmoi.command;

import io.vertx.core.Vertx;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vn.tinmoi.conf.Version;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.serve.Server;
import vn.tinmoi.serve.Traces;
import vn.tinmoi.store.Countdown;

/** {@code serve}: the site, the API and the streams, until the process is told to end. */
@Command(name = Serve.NAME, description = "Serves the site, the API and the streams; so it does without a command.")
public final class Serve implements Callable<Integer> {
    public static final String NAME = "serve";

    /** No exit code: the process goes on. */
    public static final int STARTED = -1;

    private final Surroundings here;

    public Serve(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var settings = here.settings();
        if (settings.jsonLog()) JsonLines.use();
        var metrics = new Metrics();
        metrics.build(Version.current());
        var traces = Optional.ofNullable(settings.trace()).map(Traces::to);
        var vertx = EventLoops.start(
                settings, metrics, traces.<VertxTracerFactory>map(to -> to).orElse(VertxTracerFactory.NOOP));
        try {
            var server = Server.start(vertx, settings, metrics, here.clock());
            stopWithTheProcess(server, vertx, traces);
            server.announce(here.out());
            return STARTED;
        } catch (RuntimeException e) {
            EventLoops.stop(vertx);
            throw e;
        }
    }

    /**
     * A clean stop on SIGTERM, Ctrl-C, and, where the build started the program, at the end of its parent: a build that is
     * ended by SIGTERM leaves its children running.
     */
    private static void stopWithTheProcess(Server server, Vertx vertx, Optional<Traces> traces) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            var countdown = new Countdown();
                            server.stop(countdown);
                            countdown.settle(Countdown.Step.REST, vertx.close());
                            traces.ifPresent(Traces::close);
                            JsonLines.flush();
                            // a process ended by a signal would report 143; this stop was clean
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        if (Boolean.getBoolean("tinmoi.stop-with-parent")) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }
}
