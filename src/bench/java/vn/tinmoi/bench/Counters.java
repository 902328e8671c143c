package vn.tinmoi.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What the visitor counters cost the server while readers come and go: the CPU beside that of a steady audience. */
final class Counters {
    private static final String LOOP_SECONDS = "tinmoi_stats_loop_seconds_total";
    private static final String INTERVAL = "tinmoi_stats_interval_seconds";

    private Counters() {}

    static int run(Options options) {
        int streams = options.number("streams", 8000);
        int seconds = options.number("seconds", 30);
        int churn = options.number("churn", 20);
        var protocol = options.text("protocol", "sse");
        try (var server = Server.of(options);
                var crowd = new LocalCrowd(
                        Habits.sse(server.site()).withProtocol(protocol).withTopics("news,stats"), 1);
                var guests = new Guests(server.site(), churn, 3, 10)) {
            options.nothingElse();
            crowd.open(streams);
            guests.begin();
            rest(15); // its code is compiled then, and it knows what a stream costs
            guests.pause();
            rest(5); // who came last leaves, and is told
            var steady = measure(server, seconds);
            guests.begin();
            rest(5);
            var changing = measure(server, seconds);
            Say.line(
                    "counters %s streams=%d coming_and_going=%d/s frames_per_stream_and_second=%.2f cpu_ms_per_second=%.1f (steady audience: %.1f)",
                    protocol,
                    crowd.tally().open(),
                    churn,
                    changing.frames() / seconds / streams,
                    changing.cpu() * 1000 / seconds,
                    steady.cpu() * 1000 / seconds);
            var now = server.scrape();
            Say.line("counters loops: interval_s=%s share_of_a_loop=%s", now.by(INTERVAL, "loop"), changing.shares());
            return Say.verdict(crowd.tally());
        }
    }

    /** {@code cpu}: seconds of the server; {@code frames}: sent to all streams; {@code shares}: of each loop's time. */
    private record Figures(double cpu, double frames, java.util.Map<String, String> shares) {}

    private static Figures measure(Server server, int seconds) {
        var before = server.scrape();
        double cpu = server.process().cpuSeconds();
        long begun = System.nanoTime();
        rest(seconds);
        cpu = server.process().cpuSeconds() - cpu;
        double took = (System.nanoTime() - begun) / 1e9;
        var after = server.scrape();
        var shares = new java.util.TreeMap<String, String>();
        after.by(LOOP_SECONDS, "loop").forEach((loop, spent) -> {
            double earlier = before.by(LOOP_SECONDS, "loop").getOrDefault(loop, 0.0);
            shares.put(loop, "%.3f".formatted((spent - earlier) / took));
        });
        return new Figures(cpu, after.get("tinmoi_frames_sent_total") - before.get("tinmoi_frames_sent_total"), shares);
    }

    private static void rest(int seconds) {
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
    }
}
