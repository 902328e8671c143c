package vn.tinmoi.bench;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import vn.tinmoi.store.OwnServer;
import vn.tinmoi.store.TestBackends;

/**
 * Nodes are killed, their LISTEN connections and PostgreSQL itself go away, one after the other in an order that the seed
 * decides, while stories are published and many readers check that each comes once.
 */
final class Faults implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String DEAFEN = """
            SELECT pg_terminate_backend(pid)
              FROM pg_stat_activity
             WHERE query LIKE 'LISTEN tinmoi_log%' OR query = 'SELECT pg_notify($1, $2)'""";

    /** What may go wrong. */
    private enum Fault {
        NODE_KILLED,
        LISTEN_LOST,
        POSTGRES_KILLED,
        POSTGRES_STOPPED
    }

    private final Vertx vertx = Vertx.vertx();
    private final OwnServer postgres = TestBackends.ownPostgres();
    private final OwnServer redis = TestBackends.ownRedis();
    private final List<Server> nodes = new ArrayList<>();
    private final Map<String, Double> reasons = new TreeMap<>();
    private final Random random;
    private final long begun = System.nanoTime();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Faults(long seed) {
        random = new Random(seed);
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeStores)); // they would outlive an interrupted run
    }

    static int run(Options options) {
        int nodes = options.number("nodes", 3);
        int readers = options.number("readers", 3000);
        long deliveries = options.number("deliveries", 10_000_000);
        int rate = options.number("rate", 40);
        int count = options.number("faults", 12);
        int every = options.number("every", 6);
        int seed = options.number("seed", 1);
        boolean impatient = options.flag("impatient");
        var protocol = options.text("protocol", "sse");
        var flags = Server.flags(options);
        options.nothingElse();
        try (var faults = new Faults(seed)) {
            for (int i = 0; i < nodes; i++)
                faults.nodes.add(Server.start(flags, faults.postgres.url(), faults.redis.url()));
            var sites = faults.nodes.stream().map(Server::site).toList();
            try (var crowd = new LocalCrowd(new Habits(sites, false, protocol, "news", 16, false, impatient), 1);
                    var publisher = new Publisher(sites, Publisher.token(options), "Tin đo tải")) {
                crowd.open(readers);
                Say.line("faults nodes=%d readers=%d seed=%d", nodes, readers, seed);
                return faults.happen(crowd, publisher, rate, count, every, deliveries);
            }
        }
    }

    private int happen(Crowd crowd, Publisher publisher, int rate, int count, int every, long deliveries) {
        long base = crowd.furthestBehind();
        var press = publisher.steadily(rate);
        var left = new ArrayList<Fault>();
        for (int i = 0; i < count; i++) {
            if (left.isEmpty()) Collections.addAll(left, Fault.values());
            pause(every * 1000L);
            happens(left.remove(random.nextInt(left.size())), crowd);
        }
        while (crowd.tally().of(Count.DELIVERIES) < deliveries) pause(200);
        press.stop();
        long head = publisher.head();
        boolean all = crowd.reached(head, PATIENCE);
        return say(crowd, publisher, head - base, all);
    }

    private void happens(Fault fault, Crowd crowd) {
        int readers = crowd.tally().open();
        Say.line("faults %.1f s: %s", seconds(), word(fault));
        switch (fault) {
            case NODE_KILLED -> restart(nodes.get(random.nextInt(nodes.size())));
            case LISTEN_LOST -> deafen();
            case POSTGRES_KILLED -> {
                postgres.kill();
                comesBack();
            }
            case POSTGRES_STOPPED -> {
                postgres.stop();
                comesBack();
            }
        }
        Say.line(
                "faults %.1f s: over; streams before=%d now=%d; %s",
                seconds(), readers, crowd.tally().open(), crowd.tally().countsLine());
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private void restart(Server node) {
        remember(node);
        node.kill();
        pause(random.nextInt(500, 3000));
        node.startAgain();
    }

    private void comesBack() {
        pause(random.nextInt(500, 3000));
        postgres.restart();
    }

    private void deafen() {
        var ended = PgConnection.connect(vertx, PgConnectOptions.fromUri(postgres.url()))
                .compose(connection -> connection.query(DEAFEN).execute().eventually(() -> connection.close()))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        Say.line("faults: ended %d connections that listen", ended.size());
    }

    /** A killed node takes its counters with it. */
    private void remember(Server node) {
        node.scrape()
                .by("tinmoi_stream_resets_total", "reason")
                .forEach((why, many) -> reasons.merge(why, many, Double::sum));
    }

    private int say(Crowd crowd, Publisher publisher, long events, boolean all) {
        nodes.forEach(this::remember);
        var tally = crowd.tally();
        Say.line(
                "faults in all: seconds=%.0f stories=%d events_in_log=%d failed_publishes=%d failed_tries=%d everyone_at_head=%b",
                seconds(), publisher.stories(), events, publisher.givenUp(), publisher.failedTries(), all);
        Say.line("faults in all: resets by reason, as the nodes count them: %s", reasons);
        Say.line("faults in all: latency_ms %s", tally.latencyLine());
        Say.line("faults in all: %s", tally.countsLine());
        boolean once = events == publisher.stories();
        return all && once ? Say.verdict(tally) : 1;
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        nodes.forEach(Server::halt);
        closeStores();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void closeStores() {
        if (!closed.compareAndSet(false, true)) return;
        redis.close();
        postgres.close();
    }
}
