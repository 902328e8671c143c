package vn.tinmoi.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What an open stream that nothing happens on costs the server. */
final class Memory {
    private Memory() {}

    static int run(Options options) {
        int streams = options.number("streams", 15_000);
        var protocol = options.text("protocol", "sse");
        boolean visitors = options.flag("visitors");
        try (var server = Server.of(options)) {
            options.nothingElse();
            var habits = Habits.sse(server.site()).withProtocol(protocol).asVisitors(visitors);
            try (var first = new LocalCrowd(habits, 1)) {
                first.open(Math.min(streams, 200)); // what the first streams load is not what each costs
            }
            settle();
            measure(server.process(), habits, streams);
        }
        return 0;
    }

    private static void measure(ServerProcess process, Habits habits, int streams) {
        double heap = process.liveHeap();
        double rss = process.rss();
        try (var crowd = new LocalCrowd(habits, 1)) {
            crowd.open(streams);
            settle();
            double heapNow = process.liveHeap();
            double rssNow = process.rss();
            Say.line(
                    "memory %s streams=%d live_heap_bytes_per_stream=%.0f rss_bytes_per_stream=%.0f"
                            + " live_heap_mib=%.1f rss_mib=%.1f (before: %.1f, %.1f)",
                    habits.protocol(),
                    crowd.tally().open(),
                    (heapNow - heap) / streams,
                    (rssNow - rss) / streams,
                    heapNow / (1 << 20),
                    rssNow / (1 << 20),
                    heap / (1 << 20),
                    rss / (1 << 20));
        }
    }

    /** Streams detach, and closed ones are forgotten. */
    private static void settle() {
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    }
}
