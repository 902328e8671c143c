package vn.tinmoi.live;

import vn.tinmoi.log.Cursor;

/** How a stream begins. {@code at}: the cursor that its first event names; everything after it follows. */
sealed interface Resumption {
    Cursor at();

    /** No cursor was given: from now on. */
    record Fresh(Cursor at) implements Resumption {}

    /** The ring holds everything after {@code at}. */
    record FromRing(Cursor at) implements Resumption {}

    /** {@code past} holds what follows {@code at}, the ring the rest. */
    record FromPast(Cursor at, Past past) implements Resumption {}

    /** What was missed cannot be told: the client fetches the snapshot. {@code reason} as in the metrics. */
    record Reset(Cursor at, String reason) implements Resumption {}
}
