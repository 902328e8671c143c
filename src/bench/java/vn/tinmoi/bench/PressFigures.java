package vn.tinmoi.bench;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import vn.tinmoi.store.OwnServer;
import vn.tinmoi.store.TestBackends;

/**
 * How many stories a second nodes take in one order when many writers hurry, and how late readers have them; beside bare
 * inserts of a row of that size by as many connections into the same PostgreSQL, each committed by itself.
 */
final class PressFigures implements AutoCloseable {
    private static final long WARM = TimeUnit.SECONDS.toNanos(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String IN_ORDER = """
            WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(1))
            INSERT INTO bare (text) SELECT $1 FROM alone""";

    private final OwnServer postgres = TestBackends.ownPostgres();
    private final List<Server> nodes = new ArrayList<>();
    private final int writers;
    private final long seconds;

    private PressFigures(int writers, int seconds) {
        this.writers = writers;
        this.seconds = TimeUnit.SECONDS.toNanos(seconds);
    }

    static int run(Options options) {
        int nodes = options.number("nodes", 3);
        int readers = options.number("readers", 30);
        var flags = Server.flags(options);
        var token = Publisher.token(options);
        try (var figures = new PressFigures(options.number("writers", 24), options.number("seconds", 20))) {
            options.nothingElse();
            figures.bare();
            var redis = TestBackends.freshRedis();
            for (int i = 0; i < nodes; i++) figures.nodes.add(Server.start(flags, figures.postgres.url(), redis));
            var sites = figures.nodes.stream().map(Server::site).toList();
            try (var crowd = new LocalCrowd(new Habits(sites, false, "sse", "news", 16, false, false), 1)) {
                crowd.open(readers);
                return figures.hurry(sites, token, crowd);
            }
        }
    }

    private int hurry(List<URI> sites, String token, LocalCrowd crowd) {
        var all = IntStream.range(0, writers)
                .mapToObj(i -> new Writer(sites.get(i % sites.size()), token, "w" + i))
                .toList();
        long from = System.nanoTime() + WARM;
        double before = cpu();
        inParallel(all.stream()
                .<Callable<Void>>map(writer -> () -> {
                    writer.write(from, from + seconds);
                    return null;
                })
                .toList());
        double cpu = cpu() - before;
        return say(all, crowd, cpu);
    }

    private int say(List<Writer> all, LocalCrowd crowd, double cpu) {
        var seqs =
                all.stream().flatMap(writer -> writer.seqs().stream()).sorted().toList();
        var latency = Tally.noLatency();
        all.forEach(writer -> latency.add(writer.latency()));
        boolean everyone = crowd.reached(seqs.getLast(), PATIENCE);
        Say.line(
                "press: nodes=%d writers=%d stories_per_s=%.0f acknowledged_ms p50=%.1f p99=%.1f max=%.1f",
                nodes.size(),
                writers,
                seqs.size() * 1e9 / seconds,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
        Say.line(
                "press: to readers latency_ms %s; %s",
                crowd.tally().latencyLine(), crowd.tally().countsLine());
        long twice = seqs.size() - seqs.stream().distinct().count();
        Say.line(
                "press: numbers given twice=%d everyone_at_head=%b nodes_cpu_ms_per_story=%.2f (warm-up in it)",
                twice,
                everyone,
                cpu * 1e3 / crowd.tally().of(Count.DELIVERIES) * crowd.tally().open());
        return twice == 0 && everyone ? Say.verdict(crowd.tally()) : 1;
    }

    private double cpu() {
        return nodes.stream().mapToDouble(node -> node.process().cpuSeconds()).sum();
    }

    /** As many rows as PostgreSQL takes from as many connections: together, and one after the other as a log must. */
    private void bare() {
        var vertx = Vertx.vertx();
        try {
            var options = PgConnectOptions.fromUri(postgres.url());
            var first = PgConnection.connect(vertx, options).await();
            first.query("CREATE TABLE bare (id bigserial PRIMARY KEY, text text)")
                    .execute()
                    .await();
            for (var insert : List.of("INSERT INTO bare (text) VALUES ($1)", IN_ORDER)) {
                long end = System.nanoTime() + seconds / 2;
                var counts = inParallel(IntStream.range(0, writers)
                        .<Callable<Integer>>mapToObj(i -> () -> inserts(vertx, options, insert, end))
                        .toList());
                Say.line(
                        "press bare %s: connections=%d rows_per_s=%.0f",
                        insert.equals(IN_ORDER) ? "inserts in order" : "inserts",
                        writers,
                        counts.stream().mapToInt(Integer::intValue).sum() * 2e9 / seconds);
            }
            first.query("DROP TABLE bare").execute().await();
            first.close().await();
        } finally {
            vertx.close().await();
        }
    }

    private static int inserts(Vertx vertx, PgConnectOptions options, String sql, long end) {
        var connection = PgConnection.connect(vertx, options.setCachePreparedStatements(true))
                .await();
        var insert = connection.preparedQuery(sql);
        int count = 0;
        for (; System.nanoTime() < end; count++)
            insert.execute(Tuple.of("Nội dung ".repeat(60))).await();
        connection.close().await();
        return count;
    }

    private static <T> List<T> inParallel(List<Callable<T>> tasks) {
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            var results = new ArrayList<T>();
            for (var task : threads.invokeAll(tasks)) results.add(task.get());
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Server::halt);
        postgres.close();
    }
}
