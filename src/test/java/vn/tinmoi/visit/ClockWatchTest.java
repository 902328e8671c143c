package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Against the clock of a real PostgreSQL. */
final class ClockWatchTest {
    private final AtomicLong offMillis = new AtomicLong();
    private final InstantSource clock = () -> Instant.now().plusMillis(offMillis.get());
    private final Site site = new Site(clock);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ClockWatch.class);
    private boolean away;
    private final ClockWatch watch = new ClockWatch(
            (sql, arguments) -> away
                    ? Future.failedFuture(new IOException("PostgreSQL is away"))
                    : site.database.query(sql, arguments),
            clock,
            site.metrics);

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
        log.setAdditive(false);
        log.setLevel(Level.WARN);
    }

    @AfterEach
    void close() {
        log.detachAppender(said);
        log.setAdditive(true);
        log.setLevel(null);
        site.close();
    }

    @Test
    void aClockThatIsOffIsSaidWhenItBeginsAndWhenItEnds() {
        look(0);
        assertThat(watch.aheadSeconds()).isBetween(-0.1, 0.1);

        look(3_600_000);
        assertThat(watch.aheadSeconds()).isBetween(3_590.0, 3_600.1);
        assertThat(site.metrics.scrape()).containsPattern("tinmoi_clock_skew_seconds 3[56]\\d\\d");
        look(3_600_000);
        look(-60_000);
        assertThat(watch.aheadSeconds()).isBetween(-60.1, -50.0);
        away = true;
        look(0);
        assertThat(watch.aheadSeconds()).as("not known to be better").isLessThan(-50);
        away = false;
        look(0);

        assertThat(said.list)
                .extracting(event -> event.getFormattedMessage().split(" PostgreSQL", 2)[0])
                .containsExactly("this node's clock differs from", "this node's clock agrees with");
    }

    private void look(long off) {
        offMillis.set(off);
        Site.wait(watch.look());
    }
}
