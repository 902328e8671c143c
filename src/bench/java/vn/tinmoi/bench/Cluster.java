package vn.tinmoi.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import vn.tinmoi.store.TestBackends;

/**
 * Several nodes on one PostgreSQL and one Redis, each with as many readers as a process may have; or, as the floor, as many bare
 * loops that are told each story at the same moment.
 */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A node, or a bare loop. */
    private record Node(URI site, ServerProcess process, Runnable end) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Crowd> crowds = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final String name;

    private Cluster(String name) {
        this.name = name;
    }

    static int run(Options options) {
        int nodes = options.number("nodes", 5);
        int streams = options.number("streams", 19_000);
        int stories = options.number("stories", 100);
        var interval = Duration.ofMillis(options.number("interval", 1500));
        var protocol = options.text("protocol", "sse");
        boolean floor = options.flag("floor");
        var flags = Server.flags(options);
        var token = Publisher.token(options);
        options.nothingElse();
        try (var cluster = new Cluster(floor ? "cluster's floor" : "cluster")) {
            if (floor) cluster.bare(nodes, token);
            else cluster.start(nodes, flags, token);
            cluster.warmUp();
            cluster.open(streams, floor ? "sse" : protocol);
            return cluster.publish(stories, interval);
        }
    }

    private void start(int count, List<String> flags, String token) {
        var database = TestBackends.freshDatabase();
        var redis = TestBackends.freshRedis();
        for (int i = 0; i < count; i++) {
            var server = Server.start(flags, database, redis);
            nodes.add(new Node(server.site(), server.process(), server::close));
        }
        publishers.add(new Publisher(nodes.stream().map(Node::site).toList(), token, "Tin đo tải"));
    }

    /** Each has a publisher of its own, since they know nothing of each other. */
    private void bare(int count, String token) {
        for (int i = 0; i < count; i++) {
            var fork = new Fork("floor");
            var site = URI.create("http://127.0.0.1:" + fork.answer());
            nodes.add(new Node(site, new ServerProcess(fork.pid()), fork::close));
            publishers.add(new Publisher(List.of(site), token, "Tin đo tải"));
        }
    }

    /** The servers' code is compiled then. */
    private void warmUp() {
        var sites = nodes.stream().map(Node::site).toList();
        try (var readers = new LocalCrowd(new Habits(sites, false, "sse", "news", 16, false, false), 1)) {
            readers.open(1000);
            readers.reached(publishAll(30, Duration.ofMillis(200)), PATIENCE);
        }
    }

    /** All publishers, side by side; the number of the last event. */
    private long publishAll(int stories, Duration interval) {
        return publishers.stream()
                .map(publisher -> CompletableFuture.supplyAsync(
                        () -> publisher.publish(stories, interval), Thread::startVirtualThread))
                .toList()
                .stream()
                .mapToLong(CompletableFuture::join)
                .max()
                .orElseThrow();
    }

    private void open(int streams, String protocol) {
        for (var node : nodes) {
            var crowd = new ForkedCrowd(Habits.sse(node.site()).withProtocol(protocol));
            crowds.add(crowd);
            crowd.open(streams);
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3)); // streams detach
        for (int i = 0; i < nodes.size(); i++) {
            var process = nodes.get(i).process();
            Say.line(
                    "%s node %d: streams=%d rss_mib=%.0f live_heap_mib=%.1f",
                    name, i, crowds.get(i).tally().open(), process.rss() / (1 << 20), process.liveHeap() / (1 << 20));
        }
    }

    private int publish(int stories, Duration interval) {
        var before = cpu();
        long head = publishAll(stories, interval);
        for (var crowd : crowds)
            if (!crowd.reached(head, PATIENCE))
                Say.line("%s: after %s not everyone had event %d", name, PATIENCE, head);
        return say(stories, cpu() - before);
    }

    private double cpu() {
        return nodes.stream().mapToDouble(node -> node.process().cpuSeconds()).sum();
    }

    private int say(int stories, double cpu) {
        for (int i = 0; i < nodes.size(); i++)
            Say.line(
                    "%s node %d: after %d stories rss_mib=%.0f",
                    name, i, stories, nodes.get(i).process().rss() / (1 << 20));
        var tally = crowds.stream().map(Crowd::tally).reduce(Tally.nothing(), Tally::plus);
        int failed = publishers.stream().mapToInt(Publisher::failedTries).sum();
        Say.line("%s in all: streams=%d stories=%d failed_tries=%d", name, tally.open(), stories, failed);
        Say.line("%s in all: %s", name, tally.countsLine());
        Say.line(
                "%s in all: latency_ms %s cpu_us_per_delivery=%.2f",
                name, tally.latencyLine(), cpu * 1e6 / tally.of(Count.DELIVERIES));
        return Say.verdict(tally);
    }

    @Override
    public void close() {
        publishers.forEach(Publisher::close);
        crowds.forEach(Crowd::close);
        nodes.forEach(node -> node.end().run());
    }
}
