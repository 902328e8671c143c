package vn.tinmoi.live;

import java.util.List;
import java.util.Map;

/**
 * Frames that were read from the log in PostgreSQL, consecutive, shared by all who replay them.
 *
 * @param asOf withdrawals up to this number are already in the frames
 */
record Past(long asOf, List<Frame> frames) {
    /** Whether what follows {@code seq} is here without a gap up to {@code to}. */
    boolean reaches(long seq, long to) {
        return !frames.isEmpty()
                && frames.getFirst().seq() <= seq + 1
                && frames.getLast().seq() >= Math.max(seq, to);
    }

    /** Where the frame after {@code seq} stands in {@link #frames}; its size when there is none. */
    int indexAfter(long seq) {
        return (int) (seq + 1 - frames.getFirst().seq());
    }

    /** The same past without the words of withdrawn stories. {@code withdrawn}: by article, the number of the withdrawal. */
    Past without(Map<Long, Long> withdrawn) {
        if (frames.stream().noneMatch(frame -> tells(frame, withdrawn))) return this;
        return new Past(
                asOf,
                frames.stream()
                        .map(frame -> tells(frame, withdrawn) ? frame.withdrawn() : frame)
                        .toList());
    }

    private static boolean tells(Frame frame, Map<Long, Long> withdrawn) {
        return !frame.isWithdrawal() && frame.seq() < withdrawn.getOrDefault(frame.article(), 0L);
    }
}
