package vn.tinmoi.live;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last frames of the node in consecutive numbers, bounded in bytes. Rings of several loops hold the same frames, so the
 * bytes are there once. Retraction-safe: after a withdrawal no older frame of that story has its words. Owned by one loop.
 */
final class ReplayRing {
    static final int BYTES = 32 << 20; // about 40,000 frames of 500 bytes and their objects: weeks of a busy newsroom

    private final long most;
    private @Nullable Frame[] frames = new Frame[64];
    private long floor;
    private long head;
    private long bytes;

    ReplayRing(long most) {
        this.most = most;
    }

    /** Forgets everything; the next frame is {@code seq + 1}. */
    void startAfter(long seq) {
        frames = new Frame[64];
        floor = seq;
        head = seq;
        bytes = 0;
    }

    /** The number of the last frame. */
    long head() {
        return head;
    }

    /** Everything after this number is here. */
    long floor() {
        return floor;
    }

    /** {@code seq}: above the floor, up to the head. */
    Frame get(long seq) {
        var frame = frames[slot(seq)];
        if (seq <= floor || seq > head || frame == null)
            throw new IllegalArgumentException("frame " + seq + " is not here");
        return frame;
    }

    void append(Frame frame) {
        if (frame.seq() != head + 1) throw new IllegalArgumentException("expected " + (head + 1) + ", got " + frame);
        if (frame.isWithdrawal()) withdraw(frame.article());
        if (head - floor == frames.length) grow();
        head++;
        put(head, frame);
        while (bytes > most) evict();
    }

    /** The stories withdrawn by frames after {@code seq}, the floor or above: the number of the last withdrawal of each. */
    Map<Long, Long> withdrawnAfter(long seq) {
        var articles = new HashMap<Long, Long>();
        for (long next = seq + 1; next <= head; next++) {
            if (get(next).isWithdrawal()) articles.put(get(next).article(), next);
        }
        return articles;
    }

    private void withdraw(long article) {
        for (long seq = floor + 1; seq <= head; seq++) {
            var frame = get(seq);
            if (frame.article() != article || frame.isWithdrawal()) continue;
            bytes -= frame.size();
            put(seq, frame.withdrawn());
        }
    }

    private void put(long seq, Frame frame) {
        frames[slot(seq)] = frame;
        bytes += frame.size();
    }

    private void evict() {
        floor++;
        int slot = slot(floor);
        var frame = frames[slot];
        if (frame != null) bytes -= frame.size();
        frames[slot] = null;
    }

    private void grow() {
        var old = frames;
        frames = new Frame[old.length * 2];
        for (long seq = floor + 1; seq <= head; seq++) frames[slot(seq)] = old[(int) (seq & (old.length - 1))];
    }

    private int slot(long seq) {
        return (int) (seq & (frames.length - 1));
    }
}
