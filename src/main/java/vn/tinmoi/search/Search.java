package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.search.SearchQuery.Form;
import vn.tinmoi.search.SearchReads.Filter;
import vn.tinmoi.search.SearchReads.Found;
import vn.tinmoi.search.SearchReads.Hit;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Excerpt;

/**
 * Finds stories. What was typed with accents is looked for with them first, then without; what was typed without, without.
 * Stories with the phrase in their title come first and are all that most searches need; only when they do not fill the
 * page is more looked for. It asks through connections of its own, few and with a short patience, so that a storm of
 * searches keeps neither readers nor editors waiting; and it is the first to be put off when they wait all the same. Any thread.
 */
public final class Search {
    private static final int SNIPPET = 220; // characters, three lines on a phone
    private static final int BODY = 20_000; // characters, as many as are read
    private static final int SOON = 300; // ms that a search waits for a story that is just being entered

    /** Plans are made for each question, because some words are in every story; no help from other processes or compilers. */
    private static final Map<String, String> SESSION = Map.of(
            "statement_timeout", "1500",
            "plan_cache_mode", "force_custom_plan",
            "enable_seqscan", "off", // it would look into every story for a common word
            "max_parallel_workers_per_gather", "0",
            "jit", "off");

    private static final int CONNECTIONS = 4;
    private static final int WAITING = 100;
    private static final int WORKERS = 2;

    private final WorkerExecutor workers;
    private final Database database;
    private final SearchDoor door;
    private final SearchReads reads;
    private final SearchMeant meant;
    private final SearchIndex index;

    /** {@code readers}: whose server is asked, and who go before; {@link #close} leaves it open. */
    public Search(Vertx vertx, Database readers, SearchIndex index, Metrics metrics) {
        this.workers = vertx.createSharedWorkerExecutor("search", WORKERS);
        this.door = new SearchDoor(vertx, readers::isCrowded, metrics, System::nanoTime);
        this.database = readers.apart("search", CONNECTIONS, WAITING, SESSION);
        this.reads = new SearchReads(this.database);
        this.meant = new SearchMeant(workers, reads, new SearchWords(this.database));
        this.index = index;
    }

    public Future<Void> close() {
        return database.close();
    }

    /** Texts are HTML with {@code <mark>} and nothing else. */
    public record Result(Headline headline, String titleHtml, String snippetHtml) {}

    /**
     * A page of what was found.
     *
     * @param more whether there is another page
     * @param total how many were found in all; null: not counted, because they were more than enough
     * @param instead what may have been meant, where nothing was found
     */
    public record Results(
            List<Result> items,
            boolean more,
            @Nullable Integer total,
            @Nullable String instead) {
        /** Of a question without words. */
        public static final Results NONE = new Results(List.of(), false, 0, null);
    }

    /** {@code skip} and {@code limit}: within {@link SearchReads#WINDOW}. UNAVAILABLE when PostgreSQL is away or the node too busy. */
    public Future<Results> find(SearchQuery query, Filter filter, int skip, int limit) {
        return door.enter(() -> found(query, filter, skip, limit));
    }

    private Future<Results> found(SearchQuery query, Filter filter, int skip, int limit) {
        int need = skip + limit + 1;
        return index.settled()
                .timeout(SOON, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .compose(settled -> gather(query, filter, need))
                .compose(found -> page(query, found, need, skip, limit))
                .recover(Search::named);
    }

    private Future<Map<Long, Found>> gather(SearchQuery query, Filter filter, int need) {
        Map<Long, Found> found = new LinkedHashMap<>();
        var form = query.isAccented() ? Form.ACCENTED : Form.FOLDED;
        int most = query.isAccented() ? need : SearchReads.WINDOW;
        return reads.titles(query, form, filter, most)
                .map(titles -> query.isAccented() ? titles : LikelyAccents.likelyFirst(query, titles))
                .map(titles -> add(titles, found))
                .compose(all -> unlessEnough(all, need, () -> reads.words(query, form, filter)))
                .compose(all ->
                        unlessEnough(all, query.isAccented() ? need : 0, () -> reads.words(query, Form.FOLDED, filter)))
                .compose(all -> unlessEnough(all, 1, () -> loosened(query, filter)));
    }

    private Future<List<Found>> loosened(SearchQuery query, Filter filter) {
        var loose = query.loosened();
        return loose == null ? Future.succeededFuture(List.of()) : reads.words(loose, Form.FOLDED, filter);
    }

    private static Future<Map<Long, Found>> unlessEnough(
            Map<Long, Found> found, int need, Supplier<Future<List<Found>>> others) {
        return found.size() >= need
                ? Future.succeededFuture(found)
                : others.get().map(more -> add(more, found));
    }

    private static Map<Long, Found> add(List<Found> more, Map<Long, Found> found) {
        more.forEach(one -> found.putIfAbsent(one.id(), one));
        return found;
    }

    private Future<Results> page(SearchQuery query, Map<Long, Found> found, int need, int skip, int limit) {
        if (found.isEmpty()) return instead(query);
        var ids = found.keySet().stream().limit(SearchReads.WINDOW).toList();
        var shown = ids.stream().skip(skip).limit(limit).toList();
        boolean more = ids.size() > skip + limit;
        var total = found.size() < need && found.size() < SearchReads.WINDOW ? Integer.valueOf(found.size()) : null;
        return reads.hits(shown)
                .compose(hits -> workers.executeBlocking(() -> shown(query, hits), false))
                .map(items -> new Results(items, more, total, null));
    }

    private static List<Result> shown(SearchQuery query, List<Hit> hits) {
        var highlight = new Highlight(query);
        return hits.stream()
                .map(hit -> new Result(
                        hit.headline(), highlight.whole(hit.headline().title()), snippet(highlight, hit)))
                .toList();
    }

    /** Of sapo and body the piece that has more of the words; the sapo where they have the same. */
    private static String snippet(Highlight highlight, Hit hit) {
        var lead = highlight.snippet(hit.headline().lead(), SNIPPET);
        var body = highlight.snippet(Excerpt.plain(hit.body(), BODY), SNIPPET);
        boolean noLead = hit.headline().lead().isEmpty();
        return body.score() > lead.score() || noLead ? body.html() : lead.html();
    }

    /** Up to 8 stories whose titles begin as the reader types; alike ones where there are none. */
    public Future<List<Headline>> suggest(SearchQuery query) {
        return door.enter(() -> reads.beginning(query)
                .compose(titles -> titles.isEmpty() ? alike(query) : Future.succeededFuture(titles))
                .recover(Search::named));
    }

    private Future<Results> instead(SearchQuery query) {
        return meant.instead(query)
                .map(words -> new Results(List.of(), false, 0, words.orElse(null)))
                .otherwise(Results.NONE); // help that comes too late is none
    }

    private Future<List<Headline>> alike(SearchQuery query) {
        return meant.titles(query)
                .compose(found ->
                        reads.hits(found.stream().limit(4).map(Found::id).toList()))
                .map(hits -> hits.stream().map(Hit::headline).toList())
                .otherwise(List.of());
    }

    private static <T> Future<T> named(Throwable failure) {
        return Future.failedFuture(Problem.isAway(failure) ? Problem.unavailable("search.away") : failure);
    }
}
