package vn.tinmoi.page;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.store.LastGood;

/**
 * "Đọc nhiều": the stories that most visits have read in the last 24 hours. Kept for five seconds, so that PostgreSQL is
 * asked as seldom however many ask; a page keeps what it was written with. A withdrawn story leaves at once. Any thread.
 */
public final class Popular {
    private static final int MOST = 10;
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** {@code reads}: 1 or more. */
    public record Ranked(Headline story, long reads) {}

    /** {@code stories}: up to ten, most read first. */
    public record Ranking(List<Ranked> stories, Instant readAt) {
        Set<ArticleId> shows() {
            return stories.stream().map(one -> one.story().id()).collect(Collectors.toSet());
        }

        private Ranking without(ArticleId withdrawn) {
            return new Ranking(
                    stories.stream()
                            .filter(one -> !one.story().id().equals(withdrawn))
                            .toList(),
                    readAt);
        }
    }

    private final ArticleReads reads;
    private final Figures figures;
    private final InstantSource clock;
    private final LastGood<Ranking> ranking;

    Popular(ArticleReads reads, Figures figures, InstantSource clock) {
        this.reads = reads;
        this.figures = figures;
        this.clock = clock;
        this.ranking = new LastGood<>(before -> read(), this::young, clock);
    }

    private boolean young(Ranking kept) {
        return clock.instant().isBefore(kept.readAt().plus(KEPT));
    }

    Future<LastGood.Given<Ranking>> get() {
        return ranking.get();
    }

    private Future<Ranking> read() {
        var now = clock.instant();
        return figures.mostRead(MOST).compose(most -> headlines(most, now));
    }

    /** What was withdrawn since it was ranked has no headline and falls out. */
    private Future<Ranking> headlines(List<Figures.Reads> most, Instant now) {
        if (most.isEmpty()) return Future.succeededFuture(new Ranking(List.of(), now));
        return reads.published(most.stream().map(Figures.Reads::article).toList())
                .map(found -> new Ranking(
                        most.stream().flatMap(one -> ranked(one, found)).toList(), now));
    }

    private static Stream<Ranked> ranked(Figures.Reads one, List<Headline> found) {
        return found.stream()
                .filter(story -> story.id().equals(one.article()))
                .map(story -> new Ranked(story, one.reads()));
    }

    /** Forgets what the events change. */
    void touch(List<LoggedEvent> events) {
        ranking.touch(kept -> events.stream().anyMatch(event -> kept.shows().contains(event.article())));
        for (var event : events) {
            if (EventText.isWithdrawal(event)) ranking.amend(kept -> kept.without(event.article()));
        }
    }

    /** Forgets what is kept. */
    void touch() {
        ranking.touch(kept -> true);
    }
}
