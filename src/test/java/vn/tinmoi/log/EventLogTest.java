package vn.tinmoi.log;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class EventLogTest {
    private LogFixture it;

    @BeforeEach
    void open(Vertx vertx) {
        it = new LogFixture(vertx);
    }

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void theEpochIsMadeOnceAndStays() {
        var first = await(it.log.epoch());

        assertThat(first).matches("[a-z0-9]{1,32}");
        assertThat(await(it.log.epoch())).isEqualTo(first);
        assertThat(await(it.log.head())).isEqualTo(new Cursor(first, 0));
    }

    @Test
    void nodesThatStartTogetherAgreeOnOneEpoch() {
        var epochs = new ArrayList<Future<String>>();
        for (int i = 0; i < 8; i++) epochs.add(new EventLog(it.database).epoch());

        await(Future.all(epochs));

        assertThat(epochs.stream().map(Future::result).distinct()).hasSize(1);
    }

    @Test
    void aDatabaseThatNamesAnotherSystemGetsANewEpoch() {
        var before = await(it.log.epoch());

        it.sql("UPDATE log_epoch SET system_identifier = 'another'");

        var after = await(it.log.epoch());
        assertThat(after).isNotEqualTo(before);
        assertThat(await(it.log.epoch())).isEqualTo(after);
    }

    @Test
    void aDatabaseOnAnotherTimelineGetsANewEpoch() {
        var before = await(it.log.epoch());

        it.sql("UPDATE log_epoch SET timeline = '00000009'");

        assertThat(await(it.log.epoch())).isNotEqualTo(before);
    }

    @Test
    void anUnprivilegedRoleCanTellTheDatabasesIdentity() {
        it.sql("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tinmoi_plain') "
                + "THEN CREATE ROLE tinmoi_plain; END IF; END $$");
        var connection = it.connect();
        await(connection
                .query("GRANT SELECT ON event_log, log_epoch TO tinmoi_plain")
                .execute());
        await(connection.query("SET ROLE tinmoi_plain").execute());

        var row = await(connection
                        .query("SELECT system_identifier::bigint, place, files FROM log_home()")
                        .execute())
                .iterator()
                .next();

        assertThat(row.getLong(0)).isNotZero();
        assertThat(row.getString(1)).matches("[0-9]+/[0-9]+");
        assertThat(row.getValue(2)).as("when the files came").isNull();
        await(connection.close());
    }

    @Test
    void eventsAreReadBackAsTheyWereAppended() {
        await(it.append(EventText.REVISED, 7, "kinh-te", "xa-hoi", true, "{\"id\":7,\n\"title\":\"Giá lúa\"}"));

        var read = await(it.log.after("e", 0, 10));

        assertThat(read).hasSize(1);
        var event = read.getFirst();
        assertThat(event.id()).isEqualTo(new Cursor("e", 1));
        assertThat(event.kind()).isEqualTo("article.revised");
        assertThat(event.category()).isEqualTo("kinh-te");
        assertThat(event.previousCategory()).isEqualTo("xa-hoi");
        assertThat(event.featured()).isTrue();
        assertThat(event.payload()).isEqualTo("{\"id\":7, \"title\":\"Giá lúa\"}");
        assertThat(event.at())
                .isBetween(
                        java.time.Instant.now().minusSeconds(3600),
                        java.time.Instant.now().plusSeconds(3600));
    }

    @Test
    void aReadIsAscendingAndNoLongerThanAsked() {
        for (int i = 1; i <= 5; i++) it.publish(i);

        assertThat(numbers(await(it.log.after("e", 1, 3)))).containsExactly(2L, 3L, 4L);
        assertThat(await(it.log.after("e", 5, 3))).isEmpty();
    }

    @Test
    void aWithdrawnStorysWordsAreGoneFromItsOlderEvents() {
        it.publish(1);
        it.publish(2);
        it.withdraw(1);

        var read = await(it.log.after("e", 0, 10));

        assertThat(read)
                .extracting(LoggedEvent::kind)
                .containsExactly("article.withdrawn", "article.published", "article.withdrawn");
        assertThat(read.getFirst().payload()).isEqualTo("{\"id\":1,\"url\":\"/a/1\"}");
    }

    @Test
    void pruningForgetsOldEventsButNeverTheNewest() {
        for (int i = 1; i <= 4; i++) it.publish(i);
        it.sql("UPDATE event_log SET at = at - interval '8 days' WHERE seq <= 2");

        assertThat(await(it.log.prune(Duration.ofDays(7)))).isEqualTo(3);
        assertThat(numbers(await(it.log.after("e", 0, 10)))).containsExactly(3L, 4L);

        it.sql("UPDATE event_log SET at = at - interval '8 days'");
        assertThat(await(it.log.prune(Duration.ofDays(7)))).isEqualTo(1);
        assertThat(numbers(await(it.log.after("e", 0, 10)))).containsExactly(4L);
        assertThat(it.publish(5)).isEqualTo(5);
    }

    @Test
    void appendersAtOnceLeaveNoGap() {
        var appends = new ArrayList<Future<Long>>();
        for (int i = 0; i < 150; i++)
            appends.add(it.append("article.published", i + 1, "tin-tuc", "tin-tuc", false, "{}"));

        await(Future.all(appends));

        assertThat(appends.stream().map(Future::result).sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, 150).boxed().toList());
    }

    @Test
    void aRolledBackEventLeavesNoGap() {
        var connection = it.connect();
        var transaction = await(connection.begin());
        await(connection
                .query("SELECT append_event('article.published', 1, 1, 'tin-tuc', 'tin-tuc', false, '{}')")
                .execute());
        await(transaction.rollback());

        assertThat(it.publish(2)).isEqualTo(1);
        await(connection.close());
    }

    /** The classic hole: the one who drew the lower number commits later. */
    @Test
    void aReaderOfPlainSerialNumbersMissesWhatAReaderOfTheLogDoesNot() {
        it.sql("CREATE TABLE naive (seq bigserial PRIMARY KEY, words text)");
        var slow = it.connect();
        var fast = it.connect();

        var slowTransaction = await(slow.begin());
        await(slow.query("INSERT INTO naive (words) VALUES ('slow')").execute());
        var fastNaive = fast.query("INSERT INTO naive (words) VALUES ('fast')").execute();
        await(fastNaive);
        long naiveCursor =
                it.sql("SELECT max(seq) AS seq FROM naive").iterator().next().getLong("seq");
        await(slow.query("SELECT append_event('article.published', 1, 1, 'tin-tuc', 'tin-tuc', false, '{}')")
                .execute());
        var fastAppend = fast.query("SELECT append_event('article.published', 2, 1, 'tin-tuc', 'tin-tuc', false, '{}')")
                .execute();
        var seenBefore = await(it.log.after("e", 0, 10));
        await(slowTransaction.commit());
        await(fastAppend);

        assertThat(it.sql("SELECT words FROM naive WHERE seq > " + naiveCursor))
                .as("the naive reader never sees it")
                .isEmpty();
        assertThat(seenBefore).as("the later number waits for the earlier").isEmpty();
        assertThat(await(it.log.after("e", 0, 10)))
                .extracting(event -> event.article().value())
                .containsExactly(1L, 2L);
        await(slow.close());
        await(fast.close());
    }

    private static List<Long> numbers(List<LoggedEvent> events) {
        return events.stream().map(event -> event.id().seq()).toList();
    }
}
