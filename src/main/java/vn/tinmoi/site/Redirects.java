package vn.tinmoi.site;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.OldAddresses;

/**
 * The addresses of the site's former life, from PostgreSQL. Whatever is not found here comes by: old links, but also every
 * scanner's guesses. So at most one query runs on a node, for all who came meanwhile, and answers are kept for a minute, the
 * ones asked for longest ago leave first. Any thread.
 */
public final class Redirects implements OldAddresses {
    private static final int KEPT = 10_000; // answers; about 3 MB, 40 where all are as long as they may be
    private static final Duration AGE = Duration.ofMinutes(1);
    private static final int PATIENCE = 2; // seconds until a reader of nothing is told to come back

    private final Database database;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Map<String, Known> known = new Newest();
    private Map<String, Promise<Optional<String>>> asked = new HashMap<>();
    private boolean asking;

    private record Known(Optional<String> target, Instant since) {}

    /** Forgets what was not asked for longest. */
    private static final class Newest extends LinkedHashMap<String, Known> {
        private static final long serialVersionUID = 1;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEPT;
        }
    }

    public Redirects(Database database, Metrics metrics, InstantSource clock) {
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** With its query where that is part of the old address; else by its path, and the query goes along. */
    @Override
    public Future<Optional<String>> newAddress(String path, @Nullable String query) {
        var bare = OldAddress.normal(path);
        var found = query == null || query.isEmpty()
                ? target(bare)
                : target(bare + "?" + OldAddress.normal(query))
                        .compose(exactly -> exactly.isPresent()
                                ? Future.succeededFuture(exactly)
                                : target(bare).map(any -> any.map(target -> withQuery(target, query))));
        return found.onSuccess(target -> target.ifPresent(hit -> metrics.redirected()));
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
        var kept = known.get(old);
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
                var kept = known.get(old);
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
