package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tinmoi.store.OwnServer;
import vn.tinmoi.store.TestBackends;

/** SIGTERM ends in exit code 0 within 30 s whatever the stores do. */
@Timeout(120)
final class StopIT {
    private static final int WITHIN = 30; // s (contract)

    @Test
    void withPostgresFrozenAStopIsCleanInTimeAndSaysWhatIsLost() {
        try (var postgres = TestBackends.ownPostgres();
                var program = serve("TINMOI_DATABASE_URL=" + postgres.url())) {
            var streams = streams(program);
            postgres.pause();
            visit(program);

            program.terminate();

            assertThat(program.exitCode(WITHIN)).isZero();
            assertThat(program.err()).contains("visits are lost", "visits=1");
            assertGoodbye(streams);
            postgres.resume();
        }
    }

    @Test
    void withBothStoresFrozenAStopIsCleanInTime() {
        try (var postgres = TestBackends.ownPostgres();
                var redis = TestBackends.ownRedis();
                var program = serve("TINMOI_DATABASE_URL=" + postgres.url(), "TINMOI_REDIS_URL=" + redis.url())) {
            var streams = streams(program);
            freeze(postgres, redis);
            visit(program);

            program.terminate();

            assertThat(program.exitCode(WITHIN)).isZero();
            assertThat(program.err()).contains("visits are lost", "visits=1");
            assertGoodbye(streams);
            postgres.resume();
            redis.resume();
        }
    }

    private static Program serve(String... stores) {
        var settings = Program.settings(stores);
        settings.put("TINMOI_SAMPLE", "false");
        return Program.serve(settings);
    }

    private static void freeze(OwnServer... servers) {
        for (var server : servers) server.pause();
    }

    private static List<SseClient> streams(Program program) {
        var streams = new ArrayList<SseClient>();
        for (int i = 0; i < 5; i++) {
            var stream = SseClient.open(program.site(), "/stream?topics=news", "");
            assertThat(stream.next().name()).isEqualTo("sync");
            streams.add(stream);
        }
        return streams;
    }

    private static void assertGoodbye(List<SseClient> streams) {
        for (var stream : streams) assertThat(stream.next().name()).isEqualTo("goodbye");
        streams.forEach(SseClient::close);
    }

    private static void visit(Program program) {
        var pixel = new Client(program.site())
                .get(
                        "/visit.gif",
                        "Cookie",
                        "tm_v=abcdefghijklmnopqrstuv",
                        "User-Agent",
                        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        assertThat(pixel.statusCode()).isEqualTo(200);
    }
}
