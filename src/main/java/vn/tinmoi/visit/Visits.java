package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.live.Audience;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Routes;

/**
 * Everything about visitors on one node: who gives a sign of life, which visits begin, who is here, and the four numbers.
 *
 * <p>How the published definitions are read where they leave room: an open stream is a sign of life all the time. So it
 * keeps its session's visit going however long it is open, the 30 minutes begin when it closes, and at local midnight each
 * session with an open stream begins a visit of the new day, on however many tabs and nodes it is open. A session without
 * a cookie has another name each day; its streams take the new one at midnight, so that opening the next page is not
 * another visit. A story is read once in a visit, by its first sign of life that names it ({@link OpenStories}). Any thread.
 */
public final class Visits {
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
    private static final long JUDGE_MILLIS = 200; // how long a sign waits for company
    private static final long SECOND = 1000;
    private static final long PROLONG_MILLIS = 10 * 60_000L; // well inside the 30 minutes that end a visit
    private static final long MINUTE = 60_000;
    private static final long REPORT_MILLIS = 500; // of a stop's time: to say what was lost

    private final VisitLedger ledger;
    private final VisitTally tally;
    private final Presence presence;
    private final DayKeys keys;
    private final DayTurn turn;
    private final DayReaders readers;
    private final VisitHistory history;
    private final VisitMinutes minutes;
    private final VisitorStats stats;
    private final ClockWatch watch;
    private final Reception reception;
    private final VisitRoutes routes;
    private final List<Beat> beats;
    private final Beat exchange;
    private final Beat estimate;

    /**
     * @param siteUrl absolute address of the site: pages of other sites are no readers
     * @param staff whether someone of the newsroom asks, signed in or by a token; a failure counts as yes
     * @param taken gets the numbers each second, whether they changed or not, on one event loop
     */
    public Visits(
            Vertx vertx,
            Database database,
            RedisLink redis,
            VisitRules rules,
            InstantSource clock,
            Metrics metrics,
            Answers answers,
            ClientAddress address,
            Supplier<String> siteUrl,
            Function<HttpServerRequest, Future<Boolean>> staff,
            Consumer<VisitCounts> taken) {
        this(
                vertx,
                database::query,
                scripts(redis),
                rules,
                clock,
                metrics,
                answers,
                address::of,
                siteUrl,
                staff,
                taken);
    }

    Visits(
            Vertx vertx,
            Statements statements,
            Scripts scripts,
            VisitRules rules,
            InstantSource clock,
            Metrics metrics,
            Answers answers,
            Function<HttpServerRequest, String> address,
            Supplier<String> siteUrl,
            Function<HttpServerRequest, Future<Boolean>> staff,
            Consumer<VisitCounts> taken) {
        var node = UUID.randomUUID().toString();
        var calendar = new SiteCalendar(rules.zone());
        tally = new VisitTally(statements, calendar, clock, node, metrics);
        presence = new Presence(scripts, clock, node, this::recall);
        ledger = new VisitLedger(scripts, rules, tally, presence, clock, metrics);
        keys = new DayKeys(scripts, calendar, clock);
        turn = new DayTurn(presence, ledger, calendar, clock);
        readers = new DayReaders(scripts, statements, calendar, clock);
        history = new VisitHistory(statements, calendar, clock);
        minutes = new VisitMinutes(scripts, calendar, clock);
        stats = new VisitorStats(ledger, tally, presence, calendar, clock, metrics, taken);
        watch = new ClockWatch(statements, clock, metrics);
        var doorkeeper =
                new Doorkeeper(new Bots(CrawlerList.read()), new Elsewhere(siteUrl), keys, address, rules.lifted());
        reception = new Reception(doorkeeper, staff, ledger, tally, presence, turn, calendar, clock);
        routes = new VisitRoutes(answers, reception);
        beats = List.of(
                new Beat(vertx, JUDGE_MILLIS, this::decide),
                new Beat(vertx, SECOND, tally::commit, this::rests),
                new Beat(vertx, SECOND, this::snapshotAlone),
                new Beat(vertx, PROLONG_MILLIS, this::prolong),
                new Beat(vertx, MINUTE, this::reconsider),
                new Beat(vertx, MINUTE, watch::look),
                new Beat(vertx, MINUTE, keys::agree));
        estimate = new Beat(vertx, MINUTE, readers::save);
        exchange = new Beat(vertx, SECOND, this::exchange, this::rests);
    }

    /** Nobody reads here, and nothing waits to be told. */
    boolean rests() {
        return presence.rests() && tally.rests();
    }

    private void recall() {
        ledger.recall();
    }

    /** Redis answers each script of this room with something. */
    private static Scripts scripts(RedisLink redis) {
        return (script, keys, arguments) -> redis.eval(script, keys, arguments)
                .map(answer -> Objects.requireNonNull(answer, "the script's answer"));
    }

    /** Reads the totals and begins to count. Fails when PostgreSQL does not answer, and may be called again then; goes on without Redis. */
    public Future<Void> start() {
        return prepare().compose(ready -> watch.look()).onSuccess(compared -> {
            beats.forEach(Beat::start);
            exchange.start();
            estimate.start();
        });
    }

    /**
     * Ends the counting, brings what is not yet in PostgreSQL and takes this node's readers off the count; both at once, so
     * that neither store waits for the other. Never fails; what could not be brought in that time is said and lost.
     */
    public Future<Void> stop(Duration patience) {
        long millis = Math.max(1, patience.toMillis() - REPORT_MILLIS);
        return Future.join(
                        bringRest(),
                        exchange.stop().compose(ended -> presence.stop()),
                        estimate.stop().compose(ended -> readers.save()))
                .timeout(millis, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .onSuccess(over -> reportLoss());
    }

    private Future<Void> bringRest() {
        return Future.join(beats.stream().map(Beat::stop).toList())
                .compose(ended -> decideAll())
                .compose(decided -> tally.commit())
                .compose(repeated -> tally.commit()); // what gathered behind a batch that had to be repeated
    }

    private Future<Void> decideAll() {
        ledger.release();
        return decide();
    }

    private void reportLoss() {
        if (tally.unsaved() == 0) return;
        LOG.warn(
                "visits are lost, PostgreSQL did not answer before the stop ended visits={} sent_without_answer={}",
                tally.unsaved(),
                tally.unanswered());
    }

    public Routes routes() {
        return routes;
    }

    /** What has been counted, by hour, day and story. */
    public VisitHistory history() {
        return history;
    }

    /** The last hour, by the minute. */
    public VisitMinutes minutes() {
        return minutes;
    }

    /** What readiness says of this node's clock: {@code off} when it would turn its day at another moment than the others. */
    public JsonObject clock() {
        return new JsonObject()
                .put("status", watch.isOff() ? "off" : "right")
                .put("aheadSeconds", watch.aheadSeconds());
    }

    /** For the streams: they are signs of life, and their readers are here while they are open. */
    public Audience audience() {
        return reception;
    }

    /** The numbers of the last second. Zeros, marked stale, before {@link #start}. */
    public VisitCounts current() {
        return stats.current();
    }

    /** All of a start but the repeating. */
    Future<Void> prepare() {
        return tally.start()
                .compose(read -> keys.agree())
                .compose(agreed -> exchange())
                .compose(exchanged -> snapshotAlone());
    }

    /** What a second brings, at once. */
    Future<Void> beat() {
        return decide().compose(decided -> tally.commit())
                .compose(committed -> exchange())
                .compose(exchanged -> snapshotAlone());
    }

    /** Decides the signs that wait, and those that a new day brings. */
    Future<Void> decide() {
        turn.step();
        return ledger.flush();
    }

    /** An open stream is alive all the time; this says so to the ledger. */
    Future<Void> prolong() {
        reception.prolong();
        return Future.succeededFuture();
    }

    /** Asks once more for the open streams that were above the ceiling. */
    Future<Void> reconsider() {
        reception.reconsider();
        return Future.succeededFuture();
    }

    /** Agrees with the other nodes on the names of sessions without a cookie. */
    Future<Void> agree() {
        return keys.agree();
    }

    /** Saves the estimate of the day's distinct readers. */
    Future<Void> saveReaders() {
        return readers.save();
    }

    /** A sign of life without a stream. */
    void beacon(HttpServerRequest request) {
        reception.beacon(request);
    }

    /** Tells Redis who is here and takes the numbers of all nodes, so that both are of one moment. */
    private Future<Void> exchange() {
        var sight = stats.look();
        return presence.exchange().compose(done -> {
            if (presence.away()) return Future.succeededFuture();
            stats.snapshot(sight);
            return minutes.see(stats.current());
        });
    }

    /** While Redis is away a failed exchange takes its time; this node's own numbers do not wait for it. */
    private Future<Void> snapshotAlone() {
        if (presence.away()) stats.snapshot(stats.look());
        return Future.succeededFuture();
    }
}
