package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.tinmoi.live.Audience;
import vn.tinmoi.metric.Metrics;

/** Receives the signs of life and passes them to who counts visits and to who counts presence. Any event loop. */
final class Reception implements Audience {
    private final Doorkeeper doorkeeper;
    private final Function<HttpServerRequest, Future<Boolean>> staff;
    private final VisitLedger ledger;
    private final Presence presence;
    private final DayTurn turn;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final Metrics metrics;

    Reception(
            Doorkeeper doorkeeper,
            Function<HttpServerRequest, Future<Boolean>> staff,
            VisitLedger ledger,
            Presence presence,
            DayTurn turn,
            SiteCalendar calendar,
            InstantSource clock,
            Metrics metrics) {
        this.doorkeeper = doorkeeper;
        this.staff = staff;
        this.ledger = ledger;
        this.presence = presence;
        this.turn = turn;
        this.calendar = calendar;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Seat arrived(HttpServerRequest request, String protocol) {
        var taken = new Taken();
        admit(request, taken::sit);
        return taken;
    }

    /** A beacon or a pixel. */
    void beacon(HttpServerRequest request) {
        admit(request, reader -> presence.beacon(reader.session(), clock.millis()));
    }

    /** A request that would have been a sign of life, had it been in order. */
    void failed() {
        metrics.visitIgnored("error");
    }

    /**
     * All sessions with an open stream are still alive. Said in the queue of all signs: a stream that has just been opened
     * after the gap is judged as an arrival first.
     */
    void prolong() {
        turn.look();
        presence.open().forEach(this::stays);
    }

    /** The place of a stream; whoever left before he was let in never sits. */
    private final class Taken implements Seat {
        private boolean over;
        private String session = "";

        synchronized void sit(Doorkeeper.Verdict.Reader reader) {
            if (over) return;
            session = reader.session();
            presence.enter(session, reader.tomorrow());
        }

        @Override
        public synchronized void left() {
            if (!over && !session.isEmpty()) stoodUp(session);
            over = true;
        }
    }

    private void stoodUp(String opened) {
        turn.look();
        var session = presence.leave(opened);
        if (session == null) return; // above the ceiling
        turn.leaves(session);
        stays(session);
    }

    private void stays(String session) {
        var now = clock.instant();
        ledger.offer(Sign.stays(session, now.toEpochMilli(), calendar.day(now).toEpochDay()));
    }

    /** Counts the sign and lets the reader in: now, or when it is known that he is no staff. */
    private void admit(HttpServerRequest request, Consumer<Doorkeeper.Verdict.Reader> seat) {
        turn.look();
        var now = clock.instant();
        var day = calendar.day(now);
        switch (doorkeeper.look(request, day)) {
            case Doorkeeper.Verdict.Reader reader -> {
                var sign = sign(reader, request, now, day);
                staff.apply(request).otherwise(true).onSuccess(isStaff -> {
                    if (isStaff) metrics.visitIgnored("staff");
                    else welcome(reader, sign, seat);
                });
            }
            case Doorkeeper.Verdict.Ignored(var reason) -> metrics.visitIgnored(reason);
        }
    }

    private static Sign sign(Doorkeeper.Verdict.Reader reader, HttpServerRequest request, Instant now, LocalDate day) {
        return new Sign(
                reader.session(),
                reader.network(),
                now.toEpochMilli(),
                day.toEpochDay(),
                Sign.Kind.ARRIVES,
                OpenStories.of(request));
    }

    /** Seated first: the ledger may show him out again. */
    private void welcome(Doorkeeper.Verdict.Reader reader, Sign sign, Consumer<Doorkeeper.Verdict.Reader> seat) {
        seat.accept(reader);
        ledger.offer(sign);
    }
}
