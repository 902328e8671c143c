package vn.tinmoi.bench;

import java.time.Duration;
import java.util.List;

/** What readers that never read cost the server and the readers beside them. */
final class Slow {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration EVERY = Duration.ofMillis(100);

    private Slow() {}

    static int run(Options options) {
        int readers = options.number("readers", 1000);
        int slow = options.number("slow", 2000);
        int stories = options.number("stories", 40);
        try (var server = Server.of(options);
                var publisher =
                        new Publisher(List.of(server.site()), Publisher.token(options), "Tin rất dài. ".repeat(75));
                var crowd = new LocalCrowd(Habits.sse(server.site()), 1);
                var silent = new LocalCrowd(Habits.sse(server.site()).withProtocol("silent"), 1)) {
            options.nothingElse();
            crowd.open(readers);
            reach(crowd, publisher.publish(stories, EVERY)); // the server's code is compiled then
            double alone = p99(crowd, publisher, stories);
            double kernel = ServerProcess.kernelBytes();
            double heap = server.process().liveHeap();
            double rss = server.process().rss();
            silent.open(slow);
            reach(crowd, publisher.publish(stories, EVERY)); // their buffers are full then: 40 stories are about 60 KB
            double beside = p99(crowd, publisher, stories);
            Say.line(
                    "slow readers=%d p99_ms alone=%.1f beside_%d_that_never_read=%.1f ratio=%.2f",
                    readers, alone, slow, beside, beside / alone);
            Say.line(
                    "slow costs for each that never reads: live_heap_bytes=%.0f rss_bytes=%.0f kernel_bytes=%.0f (both ends)",
                    (server.process().liveHeap() - heap) / slow,
                    (server.process().rss() - rss) / slow,
                    (ServerProcess.kernelBytes() - kernel) / slow);
            Say.line("slow in all: %s", crowd.tally().countsLine());
            return Say.verdict(crowd.tally());
        }
    }

    private static double p99(Crowd crowd, Publisher publisher, int stories) {
        crowd.forgetLatencies();
        reach(crowd, publisher.publish(stories, EVERY));
        return crowd.tally().millis(99);
    }

    private static void reach(Crowd crowd, long head) {
        if (!crowd.reached(head, PATIENCE)) Say.line("slow: after %s not everyone had event %d", PATIENCE, head);
    }
}
