package vn.tinmoi.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one event delivered to one of many streams costs, and how late it comes: the server, beside the floor in turn. */
final class Fanout implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final ServerProcess process;
    private final LocalCrowd crowd;
    private final Publisher publisher;
    private final Duration interval;
    private final List<Double> cpuMicros = new ArrayList<>();

    private Fanout(String name, ServerProcess process, Habits habits, String token, Duration interval) {
        this.name = name;
        this.process = process;
        this.crowd = new LocalCrowd(habits, 1);
        this.publisher = new Publisher(habits.sites(), token, "Tin đo tải");
        this.interval = interval;
    }

    static int run(Options options) {
        int streams = options.number("streams", 8000);
        int rounds = options.number("rounds", 3);
        int stories = options.number("stories", 15);
        var interval = Duration.ofMillis(options.number("interval", 300));
        var protocol = options.text("protocol", "sse");
        boolean visitors = options.flag("visitors");
        var token = Publisher.token(options);
        try (var server = Server.of(options);
                var fork = new Fork("floor")) {
            options.nothingElse();
            var bare = URI.create("http://127.0.0.1:" + fork.answer());
            var habits = Habits.sse(server.site()).withProtocol(protocol).asVisitors(visitors);
            try (var floor = new Fanout("floor", new ServerProcess(fork.pid()), Habits.sse(bare), token, interval);
                    var tinmoi = new Fanout("tinmoi " + protocol, server.process(), habits, token, interval)) {
                for (var each : List.of(floor, tinmoi)) each.begin(streams);
                var holds = server.scrape();
                double own = own().cpuSeconds();
                for (int round = 0; round < rounds; round++)
                    for (var each : List.of(floor, tinmoi)) each.round(stories);
                Say.line("fanout loop holds: %s", server.scrape().loopHoldsSince(holds));
                Say.line("fanout in all: %s", tinmoi.crowd.tally().countsLine());
                Say.line(
                        "fanout readers: own_cpu_us_per_delivery=%.2f",
                        (own().cpuSeconds() - own) * 1e6 / (2.0 * rounds * stories * streams));
                Say.line(
                        "fanout median: tinmoi_us=%.2f floor_us=%.2f ratio=%.2f",
                        tinmoi.median(), floor.median(), tinmoi.median() / floor.median());
                return Say.verdict(tinmoi.crowd.tally());
            }
        }
    }

    private static ServerProcess own() {
        return new ServerProcess(ProcessHandle.current().pid());
    }

    /** Opens the streams; after these stories its code is compiled. */
    private void begin(int streams) {
        crowd.open(streams);
        reach(publisher.publish(30, interval));
    }

    private void round(int stories) {
        crowd.forgetLatencies();
        long before = crowd.tally().of(Count.DELIVERIES);
        double cpu = process.cpuSeconds();
        reach(publisher.publish(stories, interval));
        cpu = process.cpuSeconds() - cpu;
        var tally = crowd.tally();
        long deliveries = tally.of(Count.DELIVERIES) - before;
        cpuMicros.add(cpu * 1e6 / deliveries);
        Say.line(
                "fanout %s: streams=%d deliveries=%d cpu_us_per_delivery=%.2f latency_ms %s",
                name, tally.open(), deliveries, cpuMicros.getLast(), tally.latencyLine());
    }

    private double median() {
        return cpuMicros.stream().sorted().toList().get((cpuMicros.size() - 1) / 2);
    }

    private void reach(long head) {
        if (!crowd.reached(head, PATIENCE))
            Say.line("fanout %s: after %s not everyone had event %d", name, PATIENCE, head);
    }

    @Override
    public void close() {
        publisher.close();
        crowd.close();
    }
}
