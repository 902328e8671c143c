package vn.tinmoi.visit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.live.Audience;

/**
 * Receives the signs of life and passes them to who counts visits. Whoever is counted there is here, and nobody else: a
 * session above its network's ceiling is in no number. Its stream waits, and is looked at again each minute until it is
 * let in or closed. Any event loop.
 */
final class Reception implements Audience {
    private final Doorkeeper doorkeeper;
    private final Function<HttpServerRequest, Future<Boolean>> staff;
    private final VisitLedger ledger;
    private final VisitTally tally;
    private final Presence presence;
    private final DayTurn turn;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    /** Open streams that were refused; at most as many as the node has streams. */
    private final Set<Place> refused = ConcurrentHashMap.newKeySet();

    Reception(
            Doorkeeper doorkeeper,
            Function<HttpServerRequest, Future<Boolean>> staff,
            VisitLedger ledger,
            VisitTally tally,
            Presence presence,
            DayTurn turn,
            SiteCalendar calendar,
            InstantSource clock) {
        this.doorkeeper = doorkeeper;
        this.staff = staff;
        this.ledger = ledger;
        this.tally = tally;
        this.presence = presence;
        this.turn = turn;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public Seat arrived(HttpServerRequest request, String protocol) {
        var place = new Place(request);
        admit(request, place::ask);
        return place;
    }

    /** A beacon or a pixel. */
    void beacon(HttpServerRequest request) {
        var articles = OpenStories.of(request);
        admit(request, (reader, at) -> offer(reader, at, articles, new Guest(reader.session(), at.toEpochMilli())));
    }

    /** A request that would have been a sign of life, had it been in order. */
    void failed() {
        tally.ignored("error");
    }

    /**
     * All sessions with an open stream are still alive. Said in the queue of all signs: a stream that has just been opened
     * after the gap is judged as an arrival first.
     */
    void prolong() {
        turn.look();
        presence.open().forEach(this::stays);
    }

    /** Looks at the open streams again that were refused. */
    void reconsider() {
        List.copyOf(refused).forEach(Place::askAgain);
    }

    /** A reader without a stream. */
    private final class Guest implements Sign.Judged {
        private final String session;
        private final long at;

        Guest(String session, long at) {
            this.session = session;
            this.at = at;
        }

        @Override
        public void waits() {
            presence.beacon(session, at);
        }

        @Override
        public void counted() {
            presence.beacon(session, at);
        }

        @Override
        public void refused(String reason) {
            tally.ignored(reason);
            presence.forget(session);
        }
    }

    /** The place of one stream, free until its session is counted; whoever left before never sits. */
    private final class Place implements Seat, Sign.Judged {
        private List<Long> articles;
        private Doorkeeper.Verdict.@Nullable Reader reader;
        private LocalDate day = LocalDate.EPOCH; // of the reader's name
        private boolean told; // that it was refused
        private boolean over;
        private String session = "";

        Place(HttpServerRequest request) {
            articles = OpenStories.of(request);
        }

        synchronized void ask(Doorkeeper.Verdict.Reader verdict, Instant at) {
            reader = verdict;
            day = calendar.day(at);
            offer(verdict, at, articles, this);
        }

        void askAgain() {
            var now = nowCalled();
            if (now != null && refused.remove(this)) offer(now, clock.instant(), articles, this);
        }

        /** Who has another name each day has today's; null when nobody waits. */
        private synchronized Doorkeeper.Verdict.@Nullable Reader nowCalled() {
            var today = calendar.day(clock.instant());
            if (reader == null || over) return null;
            if (today.isAfter(day)) reader = reader.tomorrows();
            day = today;
            return reader;
        }

        @Override
        public void waits() {
            var now = nowCalled();
            if (now != null) sits(now);
        }

        @Override
        public void counted() {
            turn.look();
            var signed = signedOn();
            var now = nowCalled();
            if (now == null) return;
            boolean turned = sits(now) && calendar.day(clock.instant()).isAfter(signed);
            settled();
            if (turned) turns(now.session());
        }

        private synchronized LocalDate signedOn() {
            return day;
        }

        @CanIgnoreReturnValue
        private synchronized boolean sits(Doorkeeper.Verdict.Reader now) {
            if (over || !session.isEmpty()) return false;
            session = now.session();
            presence.enter(session, now.tomorrow());
            return true;
        }

        /** What was only needed to be let in is forgotten: streams are many. */
        private synchronized void settled() {
            reader = null;
            articles = List.of();
            day = LocalDate.EPOCH;
        }

        @Override
        public synchronized void refused(String reason) {
            if (!told) tally.ignored(reason);
            told = true;
            if (over) return;
            if (!session.isEmpty()) presence.leave(session);
            session = "";
            refused.add(this);
        }

        /** Who leaves before the judgement has read until now all the same. */
        @Override
        public void left() {
            boolean sat;
            String name;
            synchronized (this) {
                if (over) return;
                over = true;
                sat = !session.isEmpty();
                name = sat ? session : reader == null ? "" : reader.session();
            }
            refused.remove(this);
            if (sat) stoodUp(name);
            else if (!name.isEmpty()) stays(name);
        }
    }

    private void stoodUp(String opened) {
        turn.look();
        var session = presence.leave(opened);
        if (session == null) return;
        turn.leaves(session);
        stays(session);
    }

    private void stays(String session) {
        var now = clock.instant();
        ledger.offer(Sign.stays(session, now.toEpochMilli(), calendar.day(now).toEpochDay()));
    }

    /** Midnight passed between the sign and its judgement: the session is here on both days. */
    private void turns(String session) {
        var now = clock.instant();
        ledger.offer(Sign.turns(session, now.toEpochMilli(), calendar.day(now).toEpochDay()));
    }

    /** Passes a reader on: now, or when it is known that he is no staff. */
    private void admit(HttpServerRequest request, BiConsumer<Doorkeeper.Verdict.Reader, Instant> entrance) {
        turn.look();
        var now = clock.instant();
        switch (doorkeeper.look(request, calendar.day(now))) {
            case Doorkeeper.Verdict.Reader reader ->
                staff.apply(request).otherwise(true).onSuccess(isStaff -> {
                    if (isStaff) tally.ignored("staff");
                    else entrance.accept(reader, now);
                });
            case Doorkeeper.Verdict.Ignored(var reason) -> tally.ignored(reason);
        }
    }

    private void offer(Doorkeeper.Verdict.Reader reader, Instant at, List<Long> articles, Sign.Judged judged) {
        long day = calendar.day(at).toEpochDay();
        ledger.offer(new Sign(
                reader.session(), reader.network(), at.toEpochMilli(), day, Sign.Kind.ARRIVES, articles, judged));
    }
}
