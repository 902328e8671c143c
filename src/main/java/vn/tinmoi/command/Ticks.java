package vn.tinmoi.command;

import java.time.Duration;
import java.time.Instant;
import vn.tinmoi.backup.Progress;
import vn.tinmoi.web.Messages;

/** Says on stderr, a line a second at most, how far a long work is. One thread. */
final class Ticks {
    private static final Duration APART = Duration.ofSeconds(1);

    private final Surroundings here;
    private final Messages messages;
    private Instant said;

    Ticks(Surroundings here, Messages messages) {
        this.here = here;
        this.messages = messages;
        this.said = here.clock().instant();
    }

    void tell(Progress progress) {
        var now = here.clock().instant();
        if (now.isBefore(said.plus(APART))) return;
        said = now;
        here.err().println(messages.say(here.language(), "backup.progress", progress.table(), progress.rows()));
    }
}
