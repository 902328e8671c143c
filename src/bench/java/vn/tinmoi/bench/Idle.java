package vn.tinmoi.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What open streams cost the server each second while nothing is published, beside the server without any. */
final class Idle {
    private Idle() {}

    static int run(Options options) {
        int streams = options.number("streams", 5000);
        int seconds = options.number("seconds", 60);
        var protocol = options.text("protocol", "sse");
        boolean visitors = options.flag("visitors");
        try (var server = Server.of(options);
                var crowd = new LocalCrowd(
                        Habits.sse(server.site()).withProtocol(protocol).asVisitors(visitors), 1)) {
            options.nothingElse();
            rest(5); // the start is over
            double alone = cpuOver(server, seconds);
            crowd.open(streams);
            rest(5);
            double busy = cpuOver(server, seconds);
            Say.line(
                    "idle %s streams=%d seconds=%d cpu_us_per_second_and_stream=%.2f (server alone: %.0f us/s, with them: %.0f us/s)",
                    protocol,
                    crowd.tally().open(),
                    seconds,
                    (busy - alone) * 1e6 / seconds / streams,
                    alone * 1e6 / seconds,
                    busy * 1e6 / seconds);
            return Say.verdict(crowd.tally());
        }
    }

    private static double cpuOver(Server server, int seconds) {
        double before = server.process().cpuSeconds();
        rest(seconds);
        return server.process().cpuSeconds() - before;
    }

    private static void rest(int seconds) {
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
    }
}
