package vn.tinmoi.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import vn.tinmoi.store.TestBackends;

/** A node with many streams is killed while stories come: when all are back on the others, and what that asks of PostgreSQL. */
final class Storm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<Server> nodes = new ArrayList<>();

    static int run(Options options) {
        int streams = options.number("streams", 15_000);
        int count = options.number("nodes", 3);
        int rate = options.number("rate", 5);
        var protocol = options.text("protocol", "sse");
        var flags = Server.flags(options);
        var token = Publisher.token(options);
        options.nothingElse();
        if (count < 2) throw new Options.Wrong("--nodes " + count + ": at least 2, or nobody could go anywhere");
        try (var storm = new Storm()) {
            var sites = storm.start(count, flags);
            try (var crowd = new LocalCrowd(new Habits(sites, true, protocol, "news", 16, false, false), 1);
                    var publisher = new Publisher(sites.subList(1, count), token, "Tin đo bão")) {
                publisher.publish(30, Duration.ofMillis(100)); // the servers' code is compiled then
                crowd.open(streams);
                return storm.breaks(crowd, publisher, rate);
            }
        }
    }

    private List<URI> start(int count, List<String> flags) {
        var database = TestBackends.freshDatabase();
        var redis = TestBackends.freshRedis();
        for (int i = 0; i < count; i++) nodes.add(Server.start(flags, database, redis));
        return nodes.stream().map(Server::site).toList();
    }

    private int breaks(LocalCrowd crowd, Publisher publisher, int rate) {
        int all = crowd.tally().open();
        var press = publisher.steadily(rate);
        pause(5000);
        double ring = replays("ring");
        double database = replays("database");
        crowd.forgetLatencies();
        Say.line("storm: node 0 of %d is killed, streams=%d", nodes.size(), all);
        nodes.getFirst().kill();
        long begin = System.nanoTime();
        while (crowd.tally().open() > 0) pause(1); // the system closes them
        double seconds = untilBack(crowd, all, begin);
        pause(5000);
        press.stop();
        boolean everyone = crowd.reached(publisher.head(), PATIENCE);
        for (int i = 1; i < nodes.size(); i++)
            Say.line(
                    "storm node %d: cpu_s=%.1f rss_mib=%.0f",
                    i, cpu(i), nodes.get(i).process().rss() / (1 << 20));
        Say.line(
                "storm: all_back_s=%.1f replays_from_ring=%.0f replays_from_postgresql=%.0f everyone_at_head=%b failed_tries=%d",
                seconds, replays("ring") - ring, replays("database") - database, everyone, publisher.failedTries());
        Say.line("storm: %s", crowd.tally().countsLine());
        Say.line(
                "storm: latency_ms of all events since, missed ones too: %s",
                crowd.tally().latencyLine());
        return everyone ? Say.verdict(crowd.tally()) : 1;
    }

    private static double untilBack(LocalCrowd crowd, int all, long begin) {
        for (int quarter = 1; quarter <= 4; quarter++) {
            while (crowd.tally().open() < (long) all * quarter / 4) {
                if (since(begin) > PATIENCE.toSeconds()) return Double.NaN;
                pause(20);
            }
            Say.line("storm: %d %% open again after %.1f s", quarter * 25, since(begin));
        }
        return since(begin);
    }

    private double cpu(int node) {
        return nodes.get(node).process().cpuSeconds();
    }

    private double replays(String source) {
        return nodes.stream()
                .skip(1)
                .mapToDouble(node -> node.scrape().get("tinmoi_replays_total{source=\"" + source + "\"}"))
                .sum();
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        nodes.forEach(Server::halt);
    }
}
