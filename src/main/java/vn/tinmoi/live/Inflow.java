package vn.tinmoi.live;

import java.time.InstantSource;

/**
 * A token bucket for new streams of a node: so many at once after a rest, and so many more each second, so that a flood after
 * a restart leaves time for the streams that are open. Who finds it empty waits for its turn, up to five seconds; who would
 * wait longer is told when to come back, the later the more were told before: a flood returns as fast as it can be let in,
 * and no faster. Any thread.
 */
final class Inflow {
    /** What one waits at most, in ms: browsers and proxies wait longer for an answer to begin. */
    static final int PATIENCE = 5_000;

    private static final int LATEST = 60_000; // ms

    private final int burst;
    private final int perSecond;
    private final InstantSource clock;
    private double filled; // below 0: how many wait
    private double away; // told to come back, less those who could have been let in since
    private long at;

    /** {@code burst}: at least 1; {@code perSecond}: 0: no limit. */
    Inflow(int burst, int perSecond, InstantSource clock) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.clock = clock;
        this.filled = burst;
        this.at = clock.millis();
    }

    int perSecond() {
        return perSecond;
    }

    /** After how many ms it is one's turn, 0: now; above {@link #PATIENCE}: it is not let in, and may ask again after that. */
    synchronized int admit() {
        if (perSecond == 0) return 0;
        pass();
        int wait = (int) Math.ceil(Math.max(0, 1 - filled) * 1_000 / perSecond);
        if (wait <= PATIENCE) {
            filled--;
            return wait;
        }
        away++;
        return Math.clamp(Math.round(away * 1_000 / perSecond), PATIENCE + 1, LATEST);
    }

    /** A clock that is put back neither gives nor takes. */
    private void pass() {
        long now = clock.millis();
        double many = Math.max(0, now - at) * perSecond / 1_000.0;
        at = now;
        filled = Math.min(burst, filled + many);
        away = Math.max(0, away - many);
    }
}
