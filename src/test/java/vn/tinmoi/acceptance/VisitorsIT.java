package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.store.OwnServer;
import vn.tinmoi.store.TestBackends;

/**
 * Three nodes whose readers come, go and change nodes while Redis is flushed, PostgreSQL is restarted and one node is killed.
 * {@code -Dvisitors.readers=3000} for the full number.
 */
final class VisitorsIT {
    private static final int READERS = Integer.getInteger("visitors.readers", 150);
    private static final int KILLED = 2;
    private static final long LAST_SECOND = TimeUnit.MILLISECONDS.toNanos(1_500); // and the way of a first answer

    private final OwnServer postgres = TestBackends.ownPostgres();
    private final OwnServer redis = TestBackends.ownRedis();
    private final List<String> stepsBack = new CopyOnWriteArrayList<>();
    private final List<Program> nodes = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private @Nullable Crowd crowd; // where a node did not start, there is none
    private @Nullable Thread watch;

    @BeforeEach
    void serve() {
        var settings = Program.settings(
                "TINMOI_DATABASE_URL=" + postgres.url(),
                "TINMOI_REDIS_URL=" + redis.url(),
                "TINMOI_SAMPLE=false",
                "TINMOI_MAX_STREAMS_PER_ADDRESS=0",
                "TINMOI_VISITS_NEW_PER_MINUTE=1000000",
                "TINMOI_SITE_ZONE=" + noon());
        for (int i = 0; i <= KILLED; i++) nodes.add(Program.serve(settings));
        nodes.forEach(node -> clients.add(new Client(node.site())));
        crowd = new Crowd(nodes.stream().map(Program::site).toList(), READERS);
        watch = Thread.ofVirtual().start(this::watch);
    }

    /** A zone in which no day begins during the test. */
    private static String noon() {
        return ZoneOffset.ofHours(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour())
                .getId();
    }

    @AfterEach
    void stop() {
        if (watch != null) watch.interrupt();
        if (crowd != null) crowd.close();
        nodes.forEach(Program::close);
        postgres.close();
        redis.close();
    }

    @Test
    void theNumbersAreRightAfterAFlushARestartAndAKill() throws IOException {
        Await.until(() -> crowd.firsts().size() >= READERS / 2);
        flushRedis();
        bustle();
        postgres.stop();
        int before = crowd.firsts().size();
        Await.until(() -> crowd.firsts().size() >= Math.min(before + READERS / 50, READERS)); // all may have come
        postgres.restart();
        bustle();
        Await.until(() -> !stats(0).getBoolean("stale") && !stats(KILLED).getBoolean("stale"));

        crowd.avoid(KILLED);
        nodes.get(KILLED).kill();
        long killed = System.nanoTime();
        crowd.settle();
        Await.until(() -> onlineIs(0) && onlineIs(1));
        double seconds = (System.nanoTime() - killed) / 1e9;

        long everyone = crowd.firsts().size();
        long lost = crowd.firsts().values().stream()
                .filter(first -> first.node() == KILLED && killed - first.nanos() < LAST_SECOND)
                .count();
        Await.until(() -> total(0) == total(1) && total(0) >= everyone - lost);
        System.out.printf(
                "visitors: %d readers, total %d, may lack %d of the killed node; online right after %.1f s%n",
                everyone, total(0), lost, seconds);
        assertThat(everyone).isEqualTo(READERS);
        assertThat(total(0))
                .as("what the nodes say:%n%s", warnings())
                .isBetween(everyone - lost, everyone)
                .isEqualTo(total(1));
        assertThat(stepsBack).isEmpty();
    }

    private String warnings() {
        return nodes.stream()
                .flatMap(node -> (node.out() + node.err()).lines())
                .filter(line -> line.contains(" WARN ") || line.contains(" INFO  VisitLedger"))
                .collect(Collectors.joining("\n"));
    }

    private void flushRedis() throws IOException {
        var address = URI.create(redis.url());
        var password = address.getUserInfo().substring(1);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var out = socket.getOutputStream();
            out.write(("AUTH " + password + "\r\nFLUSHALL\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(10), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK\r\n+OK\r\n");
        }
    }

    /** Some hundred readers come, go and change nodes meanwhile. */
    private void bustle() {
        int before = crowd.streams();
        Await.until(() -> crowd.streams() >= before + READERS);
    }

    /** Asks every node for its numbers, all the time. */
    private void watch() {
        var shown = new long[nodes.size()];
        while (!Thread.currentThread().isInterrupted()) {
            for (int node = 0; node < shown.length; node++) {
                long total = totalOrLast(node, shown[node]);
                if (total < shown[node]) stepsBack.add("node " + node + ": " + total + " after " + shown[node]);
                shown[node] = total;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private long totalOrLast(int node, long last) {
        try {
            return total(node);
        } catch (RuntimeException e) {
            return last; // it was killed, or the test is over
        }
    }

    private boolean onlineIs(int node) {
        return stats(node).getLong("online") == crowd.present();
    }

    private long total(int node) {
        return stats(node).getLong("total");
    }

    private JsonObject stats(int node) {
        return clients.get(node).json("/api/v1/stats");
    }
}
