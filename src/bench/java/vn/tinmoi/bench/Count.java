package vn.tinmoi.bench;

import java.util.Locale;

/** What is counted of readers. */
enum Count {
    /** Durable events. */
    DELIVERIES,
    /** Events that never came although nobody said so. */
    LOST,
    /** Events that came again, or after a later one. */
    DOUBLED,
    /** Times that a reader was told to fetch the snapshot. */
    RESETS,
    /** Events that readers were told they missed. */
    TOLD,
    /** Streams that began neither fresh nor exactly where the reader was, without a reset; and events of another epoch. */
    ASTRAY,
    RECONNECTS,
    /** Connections that were refused, turned away or answered with anything but a stream. */
    REFUSED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
