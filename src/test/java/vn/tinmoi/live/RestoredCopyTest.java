package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.Await.until;
import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.tinmoi.log.LogFixture;
import vn.tinmoi.store.TestBackends;

/** A log that went back gives its numbers again, to other stories; whoever holds an old cursor is told, whatever brought it back. */
@ExtendWith(VertxExtension.class)
final class RestoredCopyTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Vertx vertx;

    @BeforeEach
    void start(Vertx own) {
        vertx = own;
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open.reversed()) one.close();
    }

    @Test
    void aCopyMadeFromATemplateIsAnotherLog() {
        var original = TestBackends.freshDatabase();
        publish(original, 5);
        var copy = sibling(original, "test_copy_" + UUID.randomUUID().toString().replace("-", ""));
        var unused = run(TestBackends.emptyDatabase(), "CREATE DATABASE " + name(copy) + " TEMPLATE " + name(original));
        var epoch = publish(original, 3);

        assertTellsOldReaders(epoch, copy);
    }

    @Test
    void aDumpRestoredBesideItIsAnotherLog() {
        var original = TestBackends.freshDatabase();
        publish(original, 5);
        var dump = dump(original);
        var epoch = publish(original, 3);
        var copy = TestBackends.freshDatabase();
        sql(copy, dump);

        assertTellsOldReaders(epoch, copy);
    }

    @Test
    void aDumpRestoredInItsPlaceUnderARunningNodeIsAnotherLog() {
        var database = TestBackends.freshDatabase();
        publish(database, 5);
        var dump = dump(database);
        var epoch = publish(database, 3);
        var node = node(database);
        var reader = stream(node, epoch + "-8");
        assertThat(mode(reader.next())).isEqualTo("resumed");

        sql(
                database,
                "ALTER TABLE log_epoch RENAME TO old; CREATE TABLE log_epoch (LIKE old INCLUDING ALL); DROP TABLE old; "
                        + "DELETE FROM event_log; " + dump);

        assertThat(mode(reader.next())).isEqualTo("reset");
        assertTellsOldReaders(epoch, database);
    }

    @Test
    void rowsPutBackUnderARunningNodeAreNoticed() {
        var database = TestBackends.freshDatabase();
        var epoch = publish(database, 8);
        var reader = stream(node(database), epoch + "-8");
        assertThat(mode(reader.next())).isEqualTo("resumed");

        sql(database, "DELETE FROM event_log WHERE seq > 5");

        assertThat(mode(reader.next())).isEqualTo("reset");
        assertTellsOldReaders(epoch, database);
    }

    @Test
    void aDataDirectoryPutBackFromACopyIsAnotherLog() {
        var server = TestBackends.ownPostgres();
        open.add(server);
        publish(server.url(), 5);
        server.stop();
        server.backUp();
        server.restart();
        var epoch = publish(server.url(), 3);
        server.stop();
        server.putBack();
        server.restart();

        assertTellsOldReaders(epoch, server.url());
    }

    @Test
    void aServerStartedAgainIsTheSameLog() {
        var server = TestBackends.ownPostgres();
        open.add(server);
        var epoch = publish(server.url(), 1);
        server.stop();
        server.restart();
        server.kill();
        server.restart();

        assertThat(publish(server.url(), 1)).isEqualTo(epoch);
    }

    /** What an operator does where no copy can tell that it is one. */
    @Test
    void anOperatorCanSayThatItIsAnotherLogWhileNodesRun() {
        var database = TestBackends.freshDatabase();
        var epoch = publish(database, 5);
        var reader = stream(node(database), epoch + "-5");
        assertThat(mode(reader.next())).isEqualTo("resumed");

        sql(database, "DELETE FROM log_epoch");

        assertThat(mode(reader.next())).isEqualTo("reset");
        assertTellsOldReaders(epoch, database);
    }

    /** {@code epoch}: of the original, whose readers stand at 5 to 8; the copy's log ends at 5, then beyond 8. */
    private void assertTellsOldReaders(String epoch, String copy) {
        var node = node(copy);
        assertThat(node.tailer.position().epoch()).isNotEqualTo(epoch);
        for (int seen = 4; seen <= 8; seen++) assertReset(node, epoch + "-" + seen);

        publish(copy, 5);
        until(() -> node.tailer.position().seq() == 10);

        for (int seen = 4; seen <= 8; seen++) assertReset(node, epoch + "-" + seen);
    }

    private void assertReset(LiveServer node, String cursor) {
        try (var stream = stream(node, cursor)) {
            assertThat(mode(stream.next())).as("answer to " + cursor).isEqualTo("reset");
        }
    }

    private LiveServer node(String url) {
        var node = new LiveServer(vertx, url, ReplayRing.BYTES, 0);
        open.add(node);
        return node;
    }

    private RawStream stream(LiveServer node, String cursor) {
        var stream = new RawStream(node.port(), "GET", "/stream?topics=news", Map.of("Last-Event-ID", cursor));
        open.add(stream);
        return stream;
    }

    private static String mode(RawStream.Event sync) {
        return new JsonObject(sync.data()).getString("mode");
    }

    /** Publishes stories; gives the log's epoch. */
    private String publish(String url, int stories) {
        try (var log = new LogFixture(vertx, url)) {
            var epoch = await(log.log.epoch());
            for (int i = 1; i <= stories; i++) log.publish(i);
            return epoch;
        }
    }

    /** The rows as pg_dump would write them. */
    private String dump(String url) {
        return run(url, """
                SELECT format('INSERT INTO event_log SELECT * FROM json_populate_recordset(NULL::event_log, %L) WHERE seq > %s;',
                              (SELECT json_agg(l) FROM event_log l), 0)
                    || format('INSERT INTO log_epoch SELECT * FROM json_populate_recordset(NULL::log_epoch, %L);',
                              (SELECT json_agg(e) FROM log_epoch e))""");
    }

    private void sql(String url, String statements) {
        assertThat(run(url, statements + "; SELECT 'done'")).isEqualTo("done");
    }

    /** Gives the first value of the last answer; empty when that has none. */
    private String run(String url, String statements) {
        return await(PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection -> connection
                        .query(statements)
                        .execute()
                        .map(rows -> {
                            while (rows.next() != null) rows = rows.next();
                            return rows.size() == 0
                                    ? ""
                                    : rows.iterator().next().getString(0);
                        })
                        .eventually(connection::close)));
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static String sibling(String url, String name) {
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }
}
