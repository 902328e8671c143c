package vn.tinmoi.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Every number that this process publishes, each named here or in a group of this room and nowhere else. Any thread. */
public final class Metrics {
    private static final String RESETS = "Streams told to fetch the snapshot";
    private static final String TURNED_AWAY =
            "Streams refused because the address or the node has as many as it may, or too many came at once";
    private static final String IGNORED = "Signs of life that were not counted";
    private static final String REFUSED = "Requests that broke the rules of HTTP, by the rule";
    private static final String ENDED = "Connections that this node refused or hung up on, by the reason";
    /** Why a sign of life was not counted, as {@link #visitIgnored} is told: all that there are. */
    public static final List<String> IGNORED_REASONS = List.of(
            "bot",
            "automated",
            "program",
            "load-test",
            "elsewhere",
            "staff",
            "prefetch",
            "head",
            "ceiling",
            "overload",
            "error");

    private static final String REPLAYS = "Resumed streams by where their past came from";

    /** Bounded: the methods that HTTP knows, its statuses, the routes of this program. */
    private record Request(String method, int status, String route) {}

    private final Meters meters = new Meters();
    private final PrometheusMeterRegistry registry = meters.registry();
    private final PeopleMetrics people = new PeopleMetrics(meters);
    private final StoreMetrics stores = new StoreMetrics(meters);
    private final Map<Request, Timer> requests = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> intervals = new ConcurrentHashMap<>();
    private final Counter framesSent = Counter.builder("tinmoi_frames_sent")
            .description("Frames handed to subscribers' connections")
            .register(registry);
    private final Counter visits =
            Counter.builder("tinmoi_visits").description("Visits begun").register(registry);
    private final Counter redirects = Counter.builder("tinmoi_redirects")
            .description("Readers sent on from an address that the site had before it moved here")
            .register(registry);
    private final Counter holes = Counter.builder("tinmoi_log_holes")
            .description("Times that the next event of the log did not follow the last")
            .register(registry);
    private final Counter unbelieved = Counter.builder("tinmoi_forwarded_unbelieved")
            .description("Requests of readers with X-Forwarded-For while no proxy is trusted")
            .register(registry);
    private final Timer publishToSend = Timer.builder("tinmoi_publish_to_send")
            .description("From the commit of an event to its last loop having sent it")
            .serviceLevelObjectives(millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000))
            .register(registry);
    private final Timer loopHold = Timer.builder("tinmoi_loop_hold")
            .description("How long a slice of a broadcast held its event loop")
            .serviceLevelObjectives(millis(0.5, 1, 2, 5, 10, 20, 50))
            .register(registry);

    private final Timer scheduleLateness = Timer.builder("tinmoi_schedule_lateness")
            .description("From the time that a story was scheduled for to its publication")
            .serviceLevelObjectives(millis(500, 1_000, 2_000, 10_000, 60_000))
            .register(registry);

    private static Duration[] millis(double... bounds) {
        return Arrays.stream(bounds)
                .mapToObj(bound -> Duration.ofNanos((long) (bound * 1e6)))
                .toArray(Duration[]::new);
    }

    public Metrics() {
        streamOpened("sse", 0);
        streamOpened("websocket", 0);
        beginAtZero();
    }

    /** A counter that appears with its first event hides that event from rates and alarms. */
    private void beginAtZero() {
        for (var reason : List.of("lagging", "closed", "conflated")) framesDropped(reason, 0);
        for (var reason : List.of("epoch", "beyond", "old", "garbage", "lagging", "away")) {
            meters.count("tinmoi_stream_resets", RESETS, "reason", reason, 0);
        }
        for (var reason : IGNORED_REASONS) meters.count("tinmoi_visits_ignored", IGNORED, "reason", reason, 0);
        connections(0);
        for (var reason : List.of("node", "address", "idle", "slow")) {
            meters.count("tinmoi_connections_ended", ENDED, "reason", reason, 0);
        }
        for (var reason : List.of("host", "framing", "header")) {
            meters.count("tinmoi_requests_refused", REFUSED, "reason", reason, 0);
        }
        for (var reason : List.of("address", "node", "rate"))
            meters.count("tinmoi_streams_refused", TURNED_AWAY, "reason", reason, 0);
        for (var source : List.of("ring", "database")) meters.count("tinmoi_replays", REPLAYS, "source", source, 0);
    }

    /** What runs here; said once. */
    public void build(String version) {
        meters.build(version);
    }

    public PeopleMetrics people() {
        return people;
    }

    public StoreMetrics stores() {
        return stores;
    }

    /** For the HTTP and pool metrics of Vert.x itself. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** {@code protocol}: sse or websocket; {@code change}: +1 opened, -1 closed. */
    public void streamOpened(String protocol, int change) {
        meters.level("tinmoi_streams", "Open live streams", "protocol", protocol)
                .addAndGet(change);
    }

    /** For a limit; {@code reason}: address, node, rate. */
    public void streamRefused(String reason) {
        meters.count("tinmoi_streams_refused", TURNED_AWAY, "reason", reason, 1);
    }

    public void framesSent(long frames) {
        framesSent.increment((double) frames);
    }

    /** {@code reason}: lagging, closed, conflated. */
    public void framesDropped(String reason, long frames) {
        meters.count("tinmoi_frames_dropped", "Frames that a subscriber did not get", "reason", reason, frames);
    }

    /** {@code reason}: epoch, beyond, old, garbage, lagging; away: PostgreSQL did not answer. */
    public void streamReset(String reason) {
        meters.count("tinmoi_stream_resets", RESETS, "reason", reason, 1);
    }

    /** {@code source}: ring, database. */
    public void replayed(String source) {
        meters.count("tinmoi_replays", REPLAYS, "source", source, 1);
    }

    /** {@code duration}: by two clocks that may differ a little; nothing arrives before it was sent. */
    public void publishedToSent(Duration duration) {
        publishToSend.record(duration.isNegative() ? Duration.ZERO : duration);
    }

    /** One slice of a broadcast. */
    public void loopHeld(long nanos) {
        loopHold.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** {@code loop}: number of the event loop. */
    public void statsInterval(String loop, double seconds) {
        intervals.computeIfAbsent(loop, this::interval).set(Double.doubleToLongBits(seconds));
    }

    private AtomicLong interval(String loop) {
        var bits = new AtomicLong();
        Gauge.builder("tinmoi_stats_interval_seconds", bits, one -> Double.longBitsToDouble(one.get()))
                .description("How often the loop sends the visitor counts to its streams at most")
                .tag("loop", loop)
                .register(registry);
        return bits;
    }

    /** {@code loop}: number of the event loop. */
    public void statsSent(String loop, double seconds) {
        Counter.builder("tinmoi_stats_loop_seconds")
                .description("Time of the loop that went into sending the visitor counts; its rate is their share")
                .tag("loop", loop)
                .register(registry)
                .increment(seconds);
    }

    public void logSeq(long seq) {
        meters.level("tinmoi_log_seq", "Number of the last event of the log that this node followed")
                .set(seq);
    }

    /** The log had a hole: an event whose number is not the one before it plus 1. */
    public void logHole() {
        holes.increment();
    }

    /** {@code lag}: how far this node is behind the log, in seconds; 0 when level with it. */
    public void logLag(Supplier<Number> lag) {
        Gauge.builder("tinmoi_log_lag_seconds", lag)
                .description("Age of the oldest event of the log that this node has not followed")
                .register(registry);
    }

    /** {@code page}: front, article, category, ...; {@code cache}: hit, miss, stale. */
    public void pageServed(String page, String cache) {
        Counter.builder("tinmoi_pages")
                .description("Pages asked for, by what the cache had: hit, miss, stale")
                .tags("page", page, "cache", cache)
                .register(registry)
                .increment();
    }

    /** A page was made for everyone who asks; {@code page} as in {@link #pageServed}. */
    public void pageWritten(String page) {
        meters.count("tinmoi_pages_written", "Pages made for everyone who asks", "page", page, 1);
    }

    /** A reader came by an address that the site had before it moved here. */
    public void redirected() {
        redirects.increment();
    }

    /** An answered request that was no stream; {@code status}: HTTP's; {@code route}: a route's template, never a path. */
    public void requestServed(String method, int status, String route, Duration duration) {
        requests.computeIfAbsent(new Request(method, status, route), this::timer)
                .record(duration);
    }

    /** {@code reason}: host, target, method, header, framing, slow, line, headers, coding, version. */
    public void requestRefused(String reason) {
        meters.count("tinmoi_requests_refused", REFUSED, "reason", reason, 1);
    }

    private Timer timer(Request request) {
        return Timer.builder("http_server_requests")
                .description("Requests answered, streams aside, by method, status and route")
                .tags("method", request.method, "status", Integer.toString(request.status), "route", request.route)
                .register(registry);
    }

    public void connections(long open) {
        meters.level("tinmoi_connections", "Open connections of the public listener, streams among them")
                .set(open);
    }

    /** {@code reason}: node, address: refused for a limit; idle: made way; slow: its request did not come. */
    public void connectionEnded(String reason) {
        meters.count("tinmoi_connections_ended", ENDED, "reason", reason, 1);
    }

    public void visitsBegun(long begun) {
        visits.increment((double) begun);
    }

    /** {@code reason}: one of {@link #IGNORED_REASONS}. */
    public void visitIgnored(String reason) {
        meters.count("tinmoi_visits_ignored", IGNORED, "reason", reason, 1);
    }

    /** A reader's request came through a proxy, and trusted.proxies is empty. */
    public void forwardedUnbelieved() {
        unbelieved.increment();
    }

    public void online(long sessions) {
        meters.level("tinmoi_online", "Sessions reading now, all nodes").set(sessions);
    }

    /** {@code lines}: of the access log that were dropped since the start. */
    public void accessLogDropped(Supplier<Number> lines) {
        FunctionCounter.builder(
                        "tinmoi_access_log_dropped",
                        lines,
                        dropped -> dropped.get().doubleValue())
                .description("Lines of the access log that were dropped because what takes them is too slow")
                .register(registry);
    }

    /** How long after its time a scheduled story was published. */
    public void scheduleLate(Duration late) {
        scheduleLateness.record(late);
    }

    /** The Prometheus text of everything. */
    public String scrape() {
        return registry.scrape();
    }
}
