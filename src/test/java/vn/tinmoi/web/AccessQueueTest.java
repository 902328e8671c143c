package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;

final class AccessQueueTest {
    private static final int ROOM = 8;

    private final LoggerContext context = new LoggerContext();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    /** A disk that takes nothing until the latch is open. */
    private final class Disk extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent line) {
            begun.add(line.getFormattedMessage());
            try {
                disk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void prepare() {
        context.setMDCAdapter(new LogbackMDCAdapter()); // without one nothing can be queued
    }

    @Test
    void whatFindsNoRoomIsCountedAndAllElseIsWritten() {
        var queue = new AccessQueue();
        var to = new Disk();
        to.setContext(context);
        to.start();
        queue.setContext(context);
        queue.setQueueSize(ROOM);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(to);
        queue.start();
        var log = context.getLogger("access");
        log.addAppender(queue);

        log.info("first");
        Await.until(() -> begun.size() == 1); // the disk has it in hand, and the queue is empty
        for (int i = 0; i < ROOM + 5; i++) log.info("line {}", i);

        assertThat(queue.dropped()).isEqualTo(5);
        disk.countDown();
        queue.stop();
        assertThat(begun).hasSize(1 + ROOM).endsWith("line " + (ROOM - 1));
    }
}
