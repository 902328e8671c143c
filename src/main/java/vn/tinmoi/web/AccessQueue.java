package vn.tinmoi.web;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The access log's queue: whoever answers a request waits for no disk, so a line that finds it full is dropped, and counted.
 * Made by {@code logback.xml}. Any thread.
 */
public final class AccessQueue extends AsyncAppender {
    private final AtomicLong dropped = new AtomicLong();

    /** One at a time: between the look and the place nobody else takes it. */
    @Override
    protected synchronized void append(ILoggingEvent line) {
        if (getRemainingCapacity() == 0) dropped.incrementAndGet();
        else super.append(line);
    }

    /** How many lines there was no room for. */
    public long dropped() {
        return dropped.get();
    }
}
