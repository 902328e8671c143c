package vn.tinmoi.bench;

import java.time.Duration;

/** What one event delivered to one of many streams costs the server, and how late it comes. */
final class Fanout {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Server server;
    private final Crowd crowd;
    private final Publisher publisher;
    private final int stories;
    private final Duration interval;

    private Fanout(Server server, Crowd crowd, Publisher publisher, int stories, Duration interval) {
        this.server = server;
        this.crowd = crowd;
        this.publisher = publisher;
        this.stories = stories;
        this.interval = interval;
    }

    static int run(Options options) {
        int streams = options.number("streams", 8000);
        int rounds = options.number("rounds", 3);
        int stories = options.number("stories", 15);
        var interval = Duration.ofMillis(options.number("interval", 300));
        var protocol = options.text("protocol", "sse");
        boolean visitors = options.flag("visitors");
        try (var server = Server.of(options);
                var publisher = Publisher.at(server, options);
                var crowd = new LocalCrowd(
                        Habits.sse(server.site()).withProtocol(protocol).asVisitors(visitors), 1)) {
            options.nothingElse();
            crowd.open(streams);
            Say.line("fanout %s streams=%d", protocol, streams);
            return new Fanout(server, crowd, publisher, stories, interval).rounds(rounds);
        }
    }

    private int rounds(int rounds) {
        reach(publisher.publish(30, interval)); // the server's code is compiled then
        var holds = server.scrape();
        for (int round = 1; round <= rounds; round++) round(round);
        Say.line("fanout loop holds: %s", server.scrape().loopHoldsSince(holds));
        Say.line("fanout in all: %s", crowd.tally().countsLine());
        return Say.verdict(crowd.tally());
    }

    private void round(int number) {
        crowd.forgetLatencies();
        long before = crowd.tally().of(Count.DELIVERIES);
        double cpu = server.process().cpuSeconds();
        long head = publisher.publish(stories, interval);
        reach(head);
        cpu = server.process().cpuSeconds() - cpu;
        var tally = crowd.tally();
        long deliveries = tally.of(Count.DELIVERIES) - before;
        Say.line(
                "fanout round %d: deliveries=%d cpu_us_per_delivery=%.2f latency_ms %s",
                number, deliveries, cpu * 1e6 / deliveries, tally.latencyLine());
    }

    private void reach(long head) {
        if (!crowd.reached(head, PATIENCE)) Say.line("fanout: after %s not everyone had event %d", PATIENCE, head);
    }
}
