package vn.tinmoi.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What the readers of one event loop write down, and the bytes they read into. Owned by the loop. */
final class Ledger {
    private final EventLoop loop;
    private final List<Reader> readers = new ArrayList<>();
    private final long[] counts = new long[Count.values().length];
    private Histogram latency = Tally.noLatency();
    private byte[] page = new byte[64 << 10];
    private int open;

    Ledger(EventLoop loop) {
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    void join(Reader reader) {
        readers.add(reader);
    }

    void opened(int change) {
        open += change;
    }

    void count(Count what) {
        counts[what.ordinal()]++;
    }

    void count(Count what, long many) {
        counts[what.ordinal()] += many;
    }

    /** {@code nanos}: from the publisher's call to now. */
    void arrivedAfter(long nanos) {
        latency.recordValue(Math.clamp(nanos / 1000, 0, 3_600_000_000L));
    }

    void forgetLatencies() {
        latency = Tally.noLatency();
    }

    /** Lays what was left over and what came now side by side; gives how many bytes that is. */
    int lay(byte[] left, ByteBuf came) {
        int length = left.length + came.readableBytes();
        if (page.length < length) page = Arrays.copyOf(page, length * 2);
        System.arraycopy(left, 0, page, 0, left.length);
        came.readBytes(page, left.length, length - left.length);
        return length;
    }

    byte[] page() {
        return page;
    }

    Tally tally() {
        var sums = new EnumMap<Count, Long>(Count.class);
        for (var what : Count.values()) sums.put(what, counts[what.ordinal()]);
        return new Tally(open, sums, latency.copy());
    }

    long furthestBehind() {
        return readers.stream().mapToLong(Reader::seq).min().orElse(Long.MAX_VALUE);
    }
}
