package vn.tinmoi.live;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.VisitCounts;

/**
 * The counts of one loop: which of them are due for whom. Streams that want nothing else get each; all others get the
 * newest when a round is due, as the {@link Pace} has it. A round is walked with everything else, so it keeps no news
 * waiting; what a walk costs is measured when it carried nothing but a round. Owned by the hub's loop.
 */
final class Bulletin {
    private final NewestCounts newest;
    private final Pace pace;
    private @Nullable VisitCounts told;
    private int number; // of the counts that were told
    private int due; // those that the last round brought
    private int dueBefore;
    private int watchers;
    private boolean onItsWay;
    private long nanos;
    private int streams; // that the walk tells, 0 when it brings other things as well

    Bulletin(NewestCounts newest, Pace pace) {
        this.newest = newest;
        this.pace = pace;
    }

    void tell(VisitCounts counts) {
        told = counts;
        number++;
    }

    /** Whether a round is to begin now. */
    boolean isDue(int streamsNow) {
        return due != number && pace.allows(streamsNow);
    }

    /** A round begins. {@code alone}: with nothing else to send. */
    void beginRound(int streamsNow, boolean alone) {
        dueBefore = due;
        due = number;
        pace.begin(streamsNow);
        setOut(alone ? streamsNow : 0);
    }

    /** Whether somebody is to get the counts between two rounds; then a walk for them sets out. */
    boolean forWatchers() {
        if (watchers > 0) setOut(0);
        return watchers > 0;
    }

    private void setOut(int toStreams) {
        onItsWay = true;
        nanos = 0;
        streams = toStreams;
    }

    /** A slice of a walk held the loop. {@code over}: the last one; {@code again}: another walk follows; {@code news}: it met some. */
    void held(long slice, boolean over, boolean again, boolean news) {
        if (!onItsWay) return;
        pace.spent(slice);
        nanos += slice;
        if (!over) return;
        if (!news && !again) pace.took(nanos, streams);
        onItsWay = again;
        streams = 0;
    }

    /** The number of the newest counts that are due for who wants this; 0: none. */
    int dueFor(Interest interest) {
        if (!interest.wantsStats()) return 0;
        return interest.isStatsAlone() ? number : due;
    }

    /** How many that were due it will never get; of rounds it is known that it missed some, not how many. */
    int missed(Interest interest, int seen) {
        if (seen == 0) return 0;
        return interest.isStatsAlone() ? number - seen - 1 : seen < dueBefore ? 1 : 0;
    }

    /** The newest, whatever is due. After the first {@link #tell}. */
    Frame frame() {
        var counts = told;
        if (counts == null) throw new IllegalStateException("no counts were told");
        return newest.frame(counts);
    }

    /** The number of {@link #frame}. */
    int number() {
        return number;
    }

    void comes(Interest interest) {
        if (interest.isStatsAlone()) watchers++;
    }

    void goes(Interest interest) {
        if (interest.isStatsAlone()) watchers--;
    }

    /** As {@link System#nanoTime}. */
    long nanoTime() {
        return pace.nanoTime();
    }
}
