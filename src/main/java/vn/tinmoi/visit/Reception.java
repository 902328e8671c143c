package vn.tinmoi.visit;

import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.tinmoi.live.Audience;
import vn.tinmoi.metric.Metrics;

/** Receives the signs of life and passes them to who counts visits and to who counts presence. Any event loop. */
final class Reception implements Audience {
    private static final Seat NOBODY = () -> {};

    private final Doorkeeper doorkeeper;
    private final VisitLedger ledger;
    private final Presence presence;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final Metrics metrics;

    Reception(
            Doorkeeper doorkeeper,
            VisitLedger ledger,
            Presence presence,
            SiteCalendar calendar,
            InstantSource clock,
            Metrics metrics) {
        this.doorkeeper = doorkeeper;
        this.ledger = ledger;
        this.presence = presence;
        this.calendar = calendar;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Seat arrived(HttpServerRequest request, String protocol) {
        var session = sign(request);
        if (session.isEmpty()) return NOBODY;
        presence.enter(session);
        var taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) left(session);
        };
    }

    /** A beacon or a pixel. */
    void beacon(HttpServerRequest request) {
        var session = sign(request);
        if (!session.isEmpty()) presence.beacon(session, clock.millis());
    }

    /** All sessions with an open stream are still alive. */
    void prolong() {
        ledger.prolong(presence.open(), clock.millis());
    }

    private void left(String session) {
        presence.leave(session);
        ledger.prolong(List.of(session), clock.millis());
    }

    /** The session that gave the sign; empty when it does not count. */
    private String sign(HttpServerRequest request) {
        var now = clock.instant();
        var day = calendar.day(now);
        return switch (doorkeeper.look(request, day)) {
            case Doorkeeper.Verdict.Reader(var session, var network) -> {
                ledger.offer(new Sign(session, network, now.toEpochMilli(), day.toEpochDay(), true));
                yield session;
            }
            case Doorkeeper.Verdict.Ignored(var reason) -> {
                metrics.visitIgnored(reason);
                yield "";
            }
        };
    }
}
