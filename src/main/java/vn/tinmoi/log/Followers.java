package vn.tinmoi.log;

import java.util.List;

/** Who hears what {@link LogTailer} follows. Called on the tailer's context, one call at a time. */
public interface Followers {
    /** The next events: consecutive, ascending, never empty, each told once. */
    void followed(List<LoggedEvent> events);

    /** The events so far are void, or some could not be read: everything goes on from {@code head}. */
    void epochChanged(Cursor head);

    /** What PostgreSQL said to every node on {@code tinmoi_said}, once; empty: some of it may have been missed until now. */
    default void said(String word) {}
}
