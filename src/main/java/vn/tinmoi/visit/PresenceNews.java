package vn.tinmoi.visit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node tells Redis of its sessions in one script.
 *
 * @param whole the set as it is, rather than who came and went; {@code badge}: whether the node gives itself one
 * @param beacons sessions without a stream to their last sign
 * @param expected how many the set must hold afterwards
 */
record PresenceNews(
        boolean whole, boolean badge, Set<String> came, Set<String> went, Map<String, Long> beacons, int expected) {
    /** Of its sets: this is their beginning. */
    static final String HERE = "tinmoi:here:";

    private static final int NODE_TTL_MILLIS = 35_000; // a dead node's readers are gone in 45 s, a slow one's stay
    private static final int MOST_GUESTS = 10_000; // of one script: about 30 ms of Redis' only thread

    /** As the script of {@link Presence} takes them; {@code over}: whose last sign is older is gone, in ms. */
    List<String> arguments(String node, long now, long over) {
        var arguments = new ArrayList<String>(9 + came.size() + went.size() + 2 * beacons.size());
        arguments.addAll(List.of(HERE, node, Integer.toString(NODE_TTL_MILLIS)));
        arguments.addAll(List.of(Long.toString(now), Long.toString(over), whole ? "1" : "0"));
        arguments.addAll(List.of(badge ? "1" : "0", Integer.toString(came.size()), Integer.toString(went.size())));
        arguments.addAll(came);
        arguments.addAll(went);
        beacons.forEach((session, at) -> arguments.addAll(List.of(session, Long.toString(at))));
        return arguments;
    }

    /** Itself, and the guests in parts when there are so many that one script would take too long. */
    List<PresenceNews> parts() {
        if (beacons.size() <= MOST_GUESTS) return List.of(this);
        var parts = new ArrayList<PresenceNews>();
        parts.add(new PresenceNews(whole, badge, came, went, Map.of(), expected));
        var part = new HashMap<String, Long>();
        for (var beacon : beacons.entrySet()) {
            part.put(beacon.getKey(), beacon.getValue());
            if (part.size() < MOST_GUESTS) continue;
            parts.add(new PresenceNews(false, false, Set.of(), Set.of(), part, expected));
            part = new HashMap<>();
        }
        parts.add(new PresenceNews(false, false, Set.of(), Set.of(), part, expected));
        return parts;
    }
}
