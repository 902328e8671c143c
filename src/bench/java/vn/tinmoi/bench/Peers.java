package vn.tinmoi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** What one event costs that is delivered to one of many streams: here, nchan and Pushpin, by turns, with the same readers. */
final class Peers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Peer> peers = new ArrayList<>();
    private final Map<Peer, Watchers> readers = new LinkedHashMap<>();
    private final Map<Peer, List<Double>> costs = new LinkedHashMap<>();
    private final int streams;
    private final Duration interval;

    private Peers(int streams, Duration interval) {
        this.streams = streams;
        this.interval = interval;
    }

    static int run(Options options) {
        int streams = options.number("streams", 6000);
        int rounds = options.number("rounds", 3);
        int stories = options.number("stories", 15);
        var interval = Duration.ofMillis(options.number("interval", 500));
        var wanted = List.of(options.text("peers", "tinmoi,nchan,pushpin").split(","));
        var token = Publisher.token(options);
        try (var all = new Peers(streams, interval)) {
            if (wanted.contains("tinmoi")) all.peers.add(Peer.tinmoi(Server.of(options), token));
            options.nothingElse();
            if (wanted.contains("nchan")) all.peers.add(Nchan.begin());
            if (wanted.contains("pushpin")) all.peers.add(Pushpin.begin());
            all.peers.forEach(all::begin);
            boolean whole = true;
            for (int round = 0; round < rounds; round++) for (var peer : all.peers) whole &= all.round(peer, stories);
            Say.line(
                    "peers medians, cpu_us_per_delivery: %s",
                    all.costs.entrySet().stream()
                            .map(each -> each.getKey().name() + "=%.1f".formatted(median(each.getValue())))
                            .collect(Collectors.joining(" ")));
            return whole ? 0 : 1;
        }
    }

    /** Opens its streams; after these stories its code is compiled, where it is. */
    private void begin(Peer peer) {
        double before = peer.rss();
        var crowd = new Watchers(peer.stream());
        readers.put(peer, crowd);
        crowd.open(streams);
        for (int i = 0; i < 30; i++) {
            publish(peer);
            pause(interval.toMillis());
        }
        waitFor(crowd, 30L * streams);
        Say.line(
                "peers %s: streams=%d rss_mib=%.0f, %.1f KiB a stream, of all its processes",
                peer.name(), streams, peer.rss() / (1 << 20), (peer.rss() - before) / streams / 1024);
    }

    private boolean round(Peer peer, int stories) {
        var crowd = readers.get(peer);
        var unused = crowd.latencies();
        long before = crowd.seen();
        double cpu = peer.cpuSeconds();
        for (int i = 0; i < stories; i++) {
            publish(peer);
            pause(interval.toMillis());
        }
        boolean whole = waitFor(crowd, before + (long) stories * streams);
        cpu = peer.cpuSeconds() - cpu;
        long seen = crowd.seen() - before;
        var latency = crowd.latencies();
        costs.computeIfAbsent(peer, none -> new ArrayList<>()).add(cpu * 1e6 / seen);
        Say.line(
                "peers %s: deliveries=%d missing=%d cpu_us_per_delivery=%.1f latency_ms p50=%.1f p99=%.1f max=%.1f",
                peer.name(),
                seen,
                (long) stories * streams - seen,
                cpu * 1e6 / seen,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
        return whole;
    }

    private static void publish(Peer peer) {
        peer.publish("TS%019d".formatted(System.nanoTime()));
    }

    private static boolean waitFor(Watchers crowd, long deliveries) {
        for (long begin = System.nanoTime(); crowd.seen() < deliveries; pause(20))
            if (System.nanoTime() - begin > PATIENCE.toNanos()) return false;
        return true;
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get((figures.size() - 1) / 2);
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        readers.values().forEach(Watchers::close);
        peers.forEach(Peer::close);
    }
}
