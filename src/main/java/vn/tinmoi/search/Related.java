package vn.tinmoi.search;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Headline;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.text.Word;
import vn.tinmoi.text.WordSplitter;

/**
 * Stories that a reader of one may want next: of the same category, with words of its title that few titles have. How many
 * have a word is what PostgreSQL counted for its plans, kept for ten minutes; only words that lead to few stories are looked
 * up, so that no title is dear. A syllable alone says little in Vietnamese: two that stand together, or two rare ones, make a
 * story related. Where there are not enough, the newest of the category. Any thread.
 */
public final class Related {
    private static final Logger LOG = LoggerFactory.getLogger(Related.class);
    private static final int MOST = 4;
    private static final int WORDS = 8; // that are looked up
    private static final int FOUND = 1_500; // stories that they may lead to: 10 ms
    private static final int CANDIDATES = 100; // the newest of them
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ArticleReads reads;
    private final RelatedReads words;
    private final InstantSource clock;
    private final LastGood<RelatedReads.Counted> counted;

    public Related(ArticleReads reads, Database database, InstantSource clock) {
        this.reads = reads;
        this.words = new RelatedReads(database);
        this.clock = clock;
        this.counted = new LastGood<>(before -> words.counted(clock.instant()), this::young, clock);
    }

    private boolean young(RelatedReads.Counted kept) {
        return clock.instant().isBefore(kept.readAt().plus(KEPT));
    }

    /** Up to four, the nearest first; help that does not come is none, and the page comes without. */
    public Future<List<Headline>> to(Article article) {
        return byWords(article)
                .recover(failure -> {
                    LOG.warn("no related stories by words article={} why={}", article.id(), failure.toString());
                    return Future.succeededFuture(List.of());
                })
                .compose(found -> found.size() == MOST ? Future.succeededFuture(found) : filledUp(article, found));
    }

    private Future<List<Headline>> filledUp(Article article, List<Headline> found) {
        return reads.related(article.category(), article.id(), 2 * MOST).map(newest -> {
            var all = new LinkedHashMap<Long, Headline>();
            found.forEach(one -> all.put(one.id().value(), one));
            newest.forEach(one -> all.putIfAbsent(one.id().value(), one));
            return all.values().stream().limit(MOST).toList();
        });
    }

    private Future<List<Headline>> byWords(Article article) {
        var title = words(article.title());
        return counted.get().compose(given -> {
            var rare = rare(title, given.value());
            if (rare.isEmpty()) return Future.succeededFuture(List.of());
            return words.with(rare, article.category(), article.id(), CANDIDATES)
                    .map(found -> nearest(title, found, given.value()));
        });
    }

    private static List<Word> words(String title) {
        return WordSplitter.words(title, 100).stream()
                .filter(word -> word.span() == 1)
                .toList();
    }

    /** The rarest words, as long as they lead to few stories together. */
    private static List<String> rare(List<Word> title, RelatedReads.Counted counted) {
        var rarest = title.stream()
                .filter(word -> word.accented().length() > 1)
                .sorted(Comparator.comparingLong(counted::of))
                .toList();
        var rare = new ArrayList<String>();
        long found = 0;
        for (var word : rarest) {
            found += counted.of(word);
            if (found > FOUND || rare.size() == WORDS) break;
            if (!rare.contains(word.accented())) rare.add(word.accented());
        }
        return rare;
    }

    private record Scored(Headline story, double score) {}

    private static List<Headline> nearest(List<Word> title, List<Headline> found, RelatedReads.Counted counted) {
        var single = title.stream().map(Word::accented).collect(Collectors.toSet());
        var pairs = pairs(title);
        return found.stream()
                .map(story -> new Scored(story, score(single, pairs, words(story.title()), counted)))
                .filter(one -> one.score > 0)
                .sorted(Comparator.comparingDouble(Scored::score)
                        .reversed()
                        .thenComparing(one -> one.story.publishedAt(), Comparator.reverseOrder()))
                .limit(MOST)
                .map(Scored::story)
                .toList();
    }

    /** What the two titles share, each word by how rare it is; 0: too little. */
    private static double score(Set<String> single, Set<String> pairs, List<Word> other, RelatedReads.Counted counted) {
        var together = pairs(other);
        together.retainAll(pairs);
        var seen = new HashSet<String>();
        double score = 0;
        int rare = 0;
        for (var word : other) {
            if (!single.contains(word.accented()) || !seen.add(word.accented())) continue;
            score += 1 / Math.log((double) (3 + counted.of(word)));
            if (counted.of(word) <= FOUND / 2) rare++;
        }
        return together.isEmpty() && rare < 2 ? 0 : score + together.size();
    }

    private static Set<String> pairs(List<Word> words) {
        var pairs = new HashSet<String>();
        for (int i = 1; i < words.size(); i++) {
            pairs.add(words.get(i - 1).accented() + " " + words.get(i).accented());
        }
        return pairs;
    }
}
