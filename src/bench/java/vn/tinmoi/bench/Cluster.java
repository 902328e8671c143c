package vn.tinmoi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import vn.tinmoi.store.TestBackends;

/** Several nodes on one PostgreSQL and one Redis, each with as many readers as a process may have. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Server> nodes = new ArrayList<>();
    private final List<Crowd> crowds = new ArrayList<>();

    static int run(Options options) {
        int nodes = options.number("nodes", 5);
        int streams = options.number("streams", 19_000);
        int stories = options.number("stories", 100);
        var interval = Duration.ofMillis(options.number("interval", 1500));
        var protocol = options.text("protocol", "sse");
        var flags = Server.flags(options);
        var token = Publisher.token(options);
        options.nothingElse();
        try (var cluster = new Cluster()) {
            cluster.start(nodes, flags);
            cluster.warmUp(token);
            cluster.open(streams, protocol);
            return cluster.publish(token, stories, interval);
        }
    }

    private void start(int count, List<String> flags) {
        var database = TestBackends.freshDatabase();
        var redis = TestBackends.freshRedis();
        for (int i = 0; i < count; i++) nodes.add(Server.start(flags, database, redis));
    }

    /** The servers' code is compiled then. */
    private void warmUp(String token) {
        try (var publisher = publisher(token);
                var readers = new LocalCrowd(
                        new Habits(nodes.stream().map(Server::site).toList(), false, "sse", "news", 16, false, false),
                        1)) {
            readers.open(1000);
            readers.reached(publisher.publish(30, Duration.ofMillis(200)), PATIENCE);
        }
    }

    private Publisher publisher(String token) {
        return new Publisher(nodes.stream().map(Server::site).toList(), token, "Tin đo tải");
    }

    private void open(int streams, String protocol) {
        for (var node : nodes) {
            var crowd = new ForkedCrowd(Habits.sse(node.site()).withProtocol(protocol));
            crowds.add(crowd);
            crowd.open(streams);
        }
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos()); // streams detach
        for (int i = 0; i < nodes.size(); i++) {
            var process = nodes.get(i).process();
            Say.line(
                    "cluster node %d: streams=%d rss_mib=%.0f live_heap_mib=%.1f",
                    i, crowds.get(i).tally().open(), process.rss() / (1 << 20), process.liveHeap() / (1 << 20));
        }
    }

    private int publish(String token, int stories, Duration interval) {
        try (var publisher = publisher(token)) {
            var before = cpu();
            long head = publisher.publish(stories, interval);
            for (var crowd : crowds)
                if (!crowd.reached(head, PATIENCE))
                    Say.line("cluster: after %s not everyone had event %d", PATIENCE, head);
            return say(stories, cpu() - before, publisher.failedTries());
        }
    }

    private double cpu() {
        return nodes.stream().mapToDouble(node -> node.process().cpuSeconds()).sum();
    }

    private int say(int stories, double cpu, int failedTries) {
        for (int i = 0; i < nodes.size(); i++)
            Say.line(
                    "cluster node %d: after %d stories rss_mib=%.0f",
                    i, stories, nodes.get(i).process().rss() / (1 << 20));
        var tally = crowds.stream().map(Crowd::tally).reduce(Tally.nothing(), Tally::plus);
        Say.line("cluster in all: streams=%d stories=%d failed_tries=%d", tally.open(), stories, failedTries);
        Say.line("cluster in all: %s", tally.countsLine());
        Say.line(
                "cluster in all: latency_ms %s cpu_us_per_delivery=%.2f",
                tally.latencyLine(), cpu * 1e6 / tally.of(Count.DELIVERIES));
        return Say.verdict(tally);
    }

    @Override
    public void close() {
        crowds.forEach(Crowd::close);
        nodes.forEach(Server::close);
    }
}
