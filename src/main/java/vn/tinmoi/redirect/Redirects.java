package vn.tinmoi.redirect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.OldAddresses;

/**
 * The addresses of the site's former life, from PostgreSQL. Whatever is not found here comes by: old links, but also every
 * scanner's guesses. So a node knows in 8 bytes each which there are, at most ten seconds old when it is asked, and only those
 * are looked up: at most one query runs, for all who came meanwhile, and answers are kept for a minute. Any thread.
 */
public final class Redirects implements OldAddresses {
    private static final int KEPT = 10_000; // answers; about 3 MB, 40 where all are as long as they may be
    private static final Duration AGE = Duration.ofMinutes(1);
    private static final Duration COUNTED = Duration.ofSeconds(10); // until a new old address leads somewhere
    private static final Duration READ = Duration.ofMinutes(10); // until one that came as another went does
    private static final int FEW = 2_000; // are read rather than counted
    private static final int PATIENCE = 2; // seconds until a reader of nothing is told to come back

    private final Database database;
    private final Metrics metrics;
    private final InstantSource clock;
    private final LastGood<OldPaths> paths;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();
    private Map<String, Promise<Optional<String>>> asked = new HashMap<>();
    private boolean asking;

    private record Known(Optional<String> target, Instant since) {}

    public Redirects(Database database, Metrics metrics, InstantSource clock) {
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
        this.paths = new LastGood<>(
                before -> paths(before.get()),
                last -> clock.instant().isBefore(last.readAt().plus(COUNTED)),
                clock);
    }

    private static final String COUNT = """
            SELECT count(*) AS olds
              FROM redirect""";

    private Future<OldPaths> paths(@Nullable OldPaths before) {
        var now = clock.instant();
        if (before == null || before.digests().length <= FEW) return allPaths(now);
        return now.isBefore(before.allReadAt().plus(READ)) ? counted(before, now) : allPaths(now);
    }

    private Future<OldPaths> counted(OldPaths before, Instant now) {
        return database.query(COUNT, Tuple.tuple())
                .compose(rows -> rows.iterator().next().getLong("olds") == before.digests().length
                        ? Future.succeededFuture(before.stillSo(now))
                        : allPaths(now));
    }

    private static final String PATHS = "SELECT " + OldPaths.DIGEST + " AS digest FROM redirect";

    private Future<OldPaths> allPaths(Instant now) {
        return database.query(PATHS, Tuple.tuple()).map(rows -> {
            var digests = LongStream.builder();
            for (var row : rows) digests.add(row.getLong("digest"));
            return OldPaths.of(digests.build().toArray(), now);
        });
    }

    /** Whether no old address is like it, known without asking. {@code path}, {@code query}: as they came, still escaped. */
    public boolean leadsNowhere(String path, @Nullable String query) {
        var last = paths.kept();
        return last != null && !mayLead(last, path, query);
    }

    private static boolean mayLead(OldPaths all, String path, @Nullable String query) {
        if (all.digests().length == 0) return false;
        var whole = query == null || query.isEmpty() ? path : path + "?" + query;
        return Stream.of(whole, path)
                .flatMap(address -> Stream.of(OldAddress.key(address), OldAddress.normal(address)))
                .anyMatch(all::mayHold);
    }

    /** With its query where that is part of the old address; else by its path, and the query goes along. */
    @Override
    public Future<Optional<String>> newAddress(String path, @Nullable String query) {
        return paths.sure()
                .timeout(PATIENCE, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(saidToReaders(failure)))
                .compose(all ->
                        mayLead(all, path, query) ? lookUp(path, query) : Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<String>> lookUp(String path, @Nullable String query) {
        var found = query == null || query.isEmpty()
                ? first(path)
                : first(path + "?" + query)
                        .compose(exactly -> exactly.isPresent()
                                ? Future.succeededFuture(exactly)
                                : first(path).map(any -> any.map(target -> withQuery(target, query))));
        return found.onSuccess(target -> target.ifPresent(hit -> metrics.redirected()));
    }

    /** By what it is known by, or as it was entered before addresses were known by that. */
    private Future<Optional<String>> first(String address) {
        var key = OldAddress.key(address);
        var spelled = OldAddress.normal(address);
        return target(key)
                .compose(known ->
                        known.isPresent() || key.equals(spelled) ? Future.succeededFuture(known) : target(spelled));
    }

    /** Before the fragment, after the query that the target has of its own. */
    static String withQuery(String target, String query) {
        int hash = target.indexOf('#');
        var address = hash < 0 ? target : target.substring(0, hash);
        var fragment = hash < 0 ? "" : target.substring(hash);
        return address + (address.contains("?") ? "&" : "?") + OldAddress.normal(query) + fragment;
    }

    private synchronized Future<Optional<String>> target(String old) {
        if (old.length() > OldAddress.LONGEST) return Future.succeededFuture(Optional.empty());
        var kept = known.getIfPresent(old);
        if (kept != null && clock.instant().isBefore(kept.since.plus(AGE))) return Future.succeededFuture(kept.target);
        var answer = asked.computeIfAbsent(old, missing -> Promise.promise());
        if (!asking) ask();
        return answer.future();
    }

    static final String TARGETS = """
            SELECT old, target
              FROM redirect
             WHERE old = ANY ($1)""";

    private void ask() {
        var batch = asked;
        asked = new HashMap<>();
        asking = true;
        database.query(TARGETS, Tuple.of(batch.keySet().toArray(String[]::new)))
                .timeout(PATIENCE, TimeUnit.SECONDS)
                .onComplete(rows -> tell(batch, rows));
    }

    private void tell(Map<String, Promise<Optional<String>>> batch, AsyncResult<RowSet<Row>> rows) {
        var answers = new HashMap<String, Optional<String>>();
        synchronized (this) {
            if (rows.succeeded()) keep(batch, rows.result());
            for (var old : batch.keySet()) {
                var kept = known.getIfPresent(old);
                if (kept != null) answers.put(old, kept.target);
            }
            asking = false;
            if (!asked.isEmpty()) ask();
        }
        batch.forEach((old, promise) -> {
            var answer = answers.get(old);
            if (answer != null) promise.complete(answer);
            else promise.fail(saidToReaders(rows.cause()));
        });
    }

    private static Throwable saidToReaders(Throwable failure) {
        boolean away = failure instanceof Problem || failure instanceof TimeoutException;
        return away ? Problem.unavailable("page.away") : failure;
    }

    private void keep(Map<String, Promise<Optional<String>>> batch, RowSet<Row> rows) {
        var targets = new HashMap<String, String>();
        for (var row : rows) targets.put(row.getString("old"), row.getString("target"));
        var now = clock.instant();
        for (var old : batch.keySet()) known.put(old, new Known(Optional.ofNullable(targets.get(old)), now));
    }
}
