package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import vn.tinmoi.search.SearchReads.Found;

/** What was meant by a question that nothing answers: first one slip, then several, then what the newest titles have. */
final class SearchMeant {
    private final WorkerExecutor workers;
    private final SearchReads reads;
    private final SearchWords words;

    SearchMeant(WorkerExecutor workers, SearchReads reads, SearchWords words) {
        this.workers = workers;
        this.reads = reads;
        this.words = words;
    }

    /** As a title writes it; empty: nothing comes near. */
    Future<Optional<String>> instead(SearchQuery query) {
        return slipped(query)
                .compose(found -> written(query, found))
                .compose(meant -> meant.isPresent() ? Future.succeededFuture(meant) : nearest(query))
                .compose(meant -> meant.isPresent() ? Future.succeededFuture(meant) : ofTheNewest(query));
    }

    /** Stories with what was meant in their titles, the newest first. */
    Future<List<Found>> titles(SearchQuery query) {
        return slipped(query).compose(found -> found.isEmpty() ? near(query) : Future.succeededFuture(found));
    }

    private Future<List<Found>> slipped(SearchQuery query) {
        return workers.executeBlocking(() -> new SearchSlips(query.folded()), false)
                .compose(slips -> words.known(slips.words()).map(slips::phrases))
                .compose(phrases -> words.together(SearchSlips.pairs(phrases))
                        .map(together -> SearchSlips.standing(phrases, together)))
                .compose(reads::having);
    }

    private Future<Optional<String>> nearest(SearchQuery query) {
        return near(query).compose(found -> written(query, found));
    }

    private Future<List<Found>> near(SearchQuery query) {
        var lengths =
                query.words().stream().mapToInt(word -> word.folded().length()).summaryStatistics();
        return words.ofLength(lengths.getMin() - SearchNear.FARTHEST, lengths.getMax() + SearchNear.FARTHEST)
                .compose(known -> workers.executeBlocking(() -> new SearchNear(query, known), false))
                .compose(near -> words.together(near.pairs()).map(near::rows))
                .compose(reads::having);
    }

    private Future<Optional<String>> ofTheNewest(SearchQuery query) {
        return reads.newest().compose(found -> written(query, found));
    }

    private Future<Optional<String>> written(SearchQuery query, List<Found> found) {
        var titles = found.stream().map(Found::title).toList();
        return workers.executeBlocking(() -> Spelling.nearest(query, titles), false);
    }
}
