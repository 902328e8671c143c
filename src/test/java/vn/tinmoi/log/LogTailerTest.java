package vn.tinmoi.log;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.tinmoi.Await;
import vn.tinmoi.log.LogFixture.Recorder;
import vn.tinmoi.store.Cable;
import vn.tinmoi.store.Database;

@ExtendWith(VertxExtension.class)
final class LogTailerTest {
    private static final LogTailer.Pace NO_POLL = new LogTailer.Pace(3_600_000, 5000);
    private static final LogTailer.Pace QUICK = new LogTailer.Pace(50, 200);
    private final Recorder heard = new Recorder();
    private final List<LogTailer> tailers = new ArrayList<>();
    private LogFixture it;

    @BeforeEach
    void open(Vertx vertx) {
        it = new LogFixture(vertx);
    }

    @AfterEach
    void close() {
        tailers.forEach(tailer -> await(tailer.stop()));
        it.close();
    }

    @Test
    void aDeletedPictureIsSaid() {
        it.sql("INSERT INTO media (id, url, width, height, alt) VALUES ('cau', '/media/cau-320.jpg', 320, 200, 'Cầu')");
        follow(NO_POLL);
        assertThat(Recorder.next(heard.said)).isEmpty();

        it.sql("DELETE FROM media WHERE id = 'cau'");

        assertThat(Recorder.next(heard.said)).isEqualTo("picture cau");
    }

    @Test
    void aNotificationAloneWakesIt() {
        it.publish(1);
        var tailer = follow(NO_POLL);

        it.publish(2);
        it.publish(3);

        assertThat(heard.take(2)).containsExactly(2L, 3L);
        assertThat(tailer.position().seq()).isEqualTo(3);
        assertThat(tailer.lagSeconds()).isZero();
        assertThat(heard.contexts.stream().distinct()).hasSize(1);
    }

    @Test
    void whatIsSaidBesidesIsHeardAndEachNewEarSaysThatSomeMayBeMissed() {
        follow(NO_POLL);
        assertThat(Recorder.next(heard.said)).isEmpty();

        it.sql("SELECT pg_notify('tinmoi_said', 'story 7')");

        assertThat(Recorder.next(heard.said)).isEqualTo("story 7");
    }

    @Test
    void whoeverWaitsForAnEventFindsThatFollowersWereToldOfIt() {
        var tailer = follow(NO_POLL);
        var next = new Cursor(tailer.position().epoch(), 1);
        var early = tailer.reached(next);

        it.publish(1);
        await(early);

        assertThat(heard.take(1)).containsExactly(1L);
        await(tailer.reached(next));
        await(tailer.reached(new Cursor("anotherepoch", 9)));
    }

    @Test
    void nobodyWaitsForeverForAnEventThatDoesNotCome() {
        var tailer = follow(NO_POLL);

        await(tailer.reached(new Cursor(tailer.position().epoch(), 7)));

        assertThat(tailer.position().seq()).isZero();
    }

    @Test
    void aPollAloneFindsWhatNoNotificationSaid() {
        follow(QUICK);

        it.sql("INSERT INTO event_log (seq, kind, article_id, payload) VALUES (1, 'article.published', 1, '{}')");

        assertThat(heard.take(1)).containsExactly(1L);
    }

    @Test
    void aWakeAloneMakesItLook() {
        var tailer = follow(NO_POLL);
        it.sql("INSERT INTO event_log (seq, kind, article_id, payload) VALUES (1, 'article.published', 1, '{}')");

        tailer.wake();

        assertThat(heard.take(1)).containsExactly(1L);
    }

    @Test
    void aKilledListenerListensAgainAndMissesNothing() {
        follow(NO_POLL);
        it.publish(1);
        heard.take(1);

        killListener();
        it.publish(2);
        it.publish(3);

        assertThat(heard.take(2)).containsExactly(2L, 3L);
        it.publish(4);
        assertThat(heard.take(1)).containsExactly(4L);
    }

    @Test
    void whatWasAppendedWhilePostgresqlWasAwayArrivesOnceAndInOrder() {
        var cable = new Cable(it.vertx, it.url);
        var beyond = Database.open(it.vertx, cable.url(), it.metrics);
        var tailer = follow(beyond, QUICK);
        it.publish(1);
        heard.take(1);

        cable.cut();
        for (int i = 2; i <= 1300; i += 100) {
            var appends = new ArrayList<Future<Long>>();
            for (int j = i; j < i + 100; j++)
                appends.add(it.append("article.published", j, "tin-tuc", "tin-tuc", false, "{}"));
            await(Future.all(appends));
        }
        cable.mend();

        assertThat(heard.take(1300))
                .isEqualTo(LongStream.rangeClosed(2, 1301).boxed().toList());
        assertThat(heard.epochs).isEmpty();
        await(tailer.stop());
        await(beyond.close());
    }

    @Test
    void aConnectionThatWentDeafIsGivenUp() {
        var cable = new Cable(it.vertx, it.url);
        var beyond = Database.open(it.vertx, cable.url(), it.metrics);
        var direct = new EventLog(it.database);
        var tailer = new LogTailer(it.vertx, beyond, direct, it.metrics, heard, new LogTailer.Pace(3_600_000, 200));
        tailers.add(tailer);
        await(tailer.start());

        cable.goDeaf();
        it.publish(1);

        assertThat(heard.take(1)).containsExactly(1L);
        it.publish(2);
        assertThat(heard.take(1)).containsExactly(2L);
        await(tailer.stop());
        await(beyond.close());
    }

    @Test
    void afterASilenceOfEveryConnectionNothingIsMissing() {
        var cable = new Cable(it.vertx, it.url);
        var beyond = Database.open(it.vertx, cable.url(), it.metrics);
        follow(beyond, QUICK);

        cable.silence();
        for (int i = 1; i <= 3; i++) it.publish(i);
        Await.until(() -> it.metrics.scrape().contains("tinmoi_dependency_up{name=\"postgresql\"} 0.0"));
        cable.speak();
        it.publish(4);

        assertThat(heard.take(4)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(heard.epochs).isEmpty();
        await(beyond.close());
    }

    @Test
    void appendersAtOnceAreFollowedGapless() {
        follow(QUICK);
        var appends = new ArrayList<Future<Long>>();
        for (int i = 1; i <= 200; i++)
            appends.add(it.append("article.published", i, "tin-tuc", "tin-tuc", false, "{}"));
        await(Future.all(appends));

        assertThat(heard.take(200))
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void aHoleIsReadAgainAndNothingIsSkipped() {
        var tailer = follow(new LogTailer.Pace(700, 5000));
        it.sql("INSERT INTO event_log (seq, kind, article_id, payload) VALUES (2, 'article.published', 2, '{}')");
        Await.until(() -> !it.metrics.scrape().contains("tinmoi_log_holes_total 0.0"));
        assertThat(tailer.position().seq()).isZero();
        it.sql("INSERT INTO event_log (seq, kind, article_id, payload) VALUES (1, 'article.published', 1, '{}')");

        assertThat(heard.take(2)).containsExactly(1L, 2L);
    }

    @Test
    void aHoleThatStaysIsToldToEveryone() {
        follow(QUICK);

        it.sql("INSERT INTO event_log (seq, kind, article_id, payload) VALUES (3, 'article.published', 2, '{}')");

        assertThat(Recorder.next(heard.epochs).seq()).isEqualTo(3);
        it.publish(4);
        assertThat(heard.take(1)).containsExactly(4L);
    }

    @Test
    void aNewEpochIsToldAfterAReconnect() {
        var tailer = follow(NO_POLL);
        var before = tailer.position();
        it.publish(1);
        heard.take(1);

        it.sql("UPDATE log_epoch SET system_identifier = 'another'");
        killListener();

        var head = Recorder.next(heard.epochs);
        assertThat(head.epoch()).isNotEqualTo(before.epoch());
        assertThat(head.seq()).isEqualTo(1);
        it.publish(2);
        assertThat(Recorder.next(heard.events).id()).isEqualTo(new Cursor(head.epoch(), 2));
    }

    @Test
    void aLogThatWentBackGetsANewEpoch() {
        var tailer = follow(NO_POLL);
        it.publish(1);
        it.publish(2);
        heard.take(2);
        var before = tailer.position();

        it.sql("DELETE FROM event_log WHERE seq = 2");
        killListener();

        var head = Recorder.next(heard.epochs);
        assertThat(head.epoch()).isNotEqualTo(before.epoch());
        assertThat(head.seq()).isEqualTo(1);
    }

    @Test
    void itDoesNotStartWithoutPostgresql(Vertx vertx) {
        var nowhere = Database.open(vertx, "postgresql://postgres@127.0.0.1:1/none", it.metrics);
        var tailer = new LogTailer(vertx, nowhere, new EventLog(nowhere), it.metrics, heard);

        var start = tailer.start();

        assertThat(await(start.map(false).otherwise(true))).isTrue();
        await(nowhere.close());
    }

    private void killListener() {
        var killed = it.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                + "AND pid <> pg_backend_pid() AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%')");
        assertThat(killed).isNotEmpty();
    }

    private LogTailer follow(LogTailer.Pace pace) {
        return follow(it.database, pace);
    }

    private LogTailer follow(Database database, LogTailer.Pace pace) {
        var tailer = new LogTailer(it.vertx, database, new EventLog(database), it.metrics, heard, pace);
        tailers.add(tailer);
        await(tailer.start());
        return tailer;
    }
}
