package vn.tinmoi.visit;

import java.util.HashMap;
import java.util.Map;

/** Counts new sessions a network and minute, for the time that Redis cannot. Owned by its {@link VisitLedger}. */
final class NetworkCeiling {
    private final int newPerMinute;
    private final Map<String, Integer> begun = new HashMap<>();
    private long minute;

    NetworkCeiling(int newPerMinute) {
        this.newPerMinute = newPerMinute;
    }

    boolean admits(Sign sign) {
        if (sign.at() / 60_000 != minute) begun.clear();
        minute = sign.at() / 60_000;
        return begun.merge(sign.network(), 1, Integer::sum) <= newPerMinute;
    }
}
