package vn.tinmoi.live;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.LoggedEvent;

/**
 * Reads the past from PostgreSQL, once for everyone who asks the same at the same time: after a node died, thousands come
 * back with nearly the same cursor within a second. Node-wide; any thread. What it gives completes on any thread.
 */
final class Replays {
    static final int MOST = 1000; // events; for more the snapshot is cheaper for everyone
    private static final long KEPT_NANOS = 1_000_000_000; // stragglers of a storm; longer only keeps memory
    private static final int REMEMBERED = 8;

    /** The log, as far as replays need it. */
    interface Source {
        Future<Cursor> head();

        Future<List<LoggedEvent>> after(String epoch, long seq, int limit);
    }

    private record Read(String epoch, long from, long asOf, long since, Future<Past> past) {
        /** A read from further back holds what this one asks, too, if it began late enough and comes as far as asked. */
        boolean serves(String asked, long seq, long floor) {
            return epoch.equals(asked)
                    && from <= seq
                    && asOf >= floor
                    && floor - from <= MOST
                    && !past.failed()
                    && System.nanoTime() - since < KEPT_NANOS;
        }
    }

    private final Source source;
    private final Topics topics;
    private final ArrayDeque<Read> reads = new ArrayDeque<>();
    private @Nullable Future<Cursor> asking;
    private @Nullable Future<Cursor> asksNext;

    Replays(Source source, Topics topics) {
        this.source = source;
        this.topics = topics;
    }

    /**
     * Up to {@link #MOST} frames from {@code seq} or a little before it onwards. {@code floor}, {@code head}: of the
     * caller's ring; what is given knows of every withdrawal up to the floor.
     */
    synchronized Future<Past> after(String epoch, long seq, long floor, long head) {
        for (var read : reads) if (read.serves(epoch, seq, floor)) return read.past;
        var past = source.after(epoch, seq, MOST)
                .map(events -> new Past(
                        head,
                        events.stream().map(event -> Frame.of(event, topics)).toList()));
        reads.addFirst(new Read(epoch, seq, head, System.nanoTime(), past));
        if (reads.size() > REMEMBERED) reads.removeLast();
        return past;
    }

    /** Where the log ends, for a cursor that this node has not reached yet: asked after this call, never before. */
    synchronized Future<Cursor> head() {
        if (asking == null || asking.isComplete()) return ask();
        if (asksNext == null) asksNext = asking.transform(answered -> ask());
        return asksNext;
    }

    private synchronized Future<Cursor> ask() {
        asksNext = null;
        asking = source.head();
        return asking;
    }
}
