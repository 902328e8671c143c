package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Figures;

/** Figures in the test's hand. */
final class TestFigures implements Figures {
    volatile List<Reads> reads = List.of();
    volatile boolean away;
    volatile List<Minute> minutes = List.of(
            new Minute(Newspaper.START.minusSeconds(180), 1_041L, null),
            new Minute(Newspaper.START.minusSeconds(120), null, null),
            new Minute(Newspaper.START.minusSeconds(60), 7L, 0L));
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public double readersError() {
        return 0.0081;
    }

    @Override
    public Future<List<Minute>> lastHour() {
        return Future.succeededFuture(minutes);
    }

    @Override
    public Future<List<Hour>> today() {
        return Future.succeededFuture(List.of(
                new Hour(Newspaper.START.minusSeconds(2 * 3600 + 300), 1234),
                new Hour(Newspaper.START.minusSeconds(3600 + 300), 0)));
    }

    @Override
    public Future<List<Day>> lastDays(int count) {
        var today = LocalDate.of(2026, 11, 23);
        return Future.succeededFuture(
                List.of(new Day(today.minusDays(1), 45_678, 30_123L), new Day(today, 1234, null)));
    }

    @Override
    public Future<List<SetAside>> setAside() {
        return Future.succeededFuture(List.of(new SetAside("bot", 1_041, 45_678), new SetAside("elsewhere", 0, 7)));
    }

    @Override
    public Future<List<Reads>> mostRead(int limit) {
        asked.incrementAndGet();
        return away ? Future.failedFuture(Problem.unavailable("store.away")) : Future.succeededFuture(reads);
    }

    void read(ArticleId... mostReadFirst) {
        var most = new java.util.ArrayList<Reads>();
        for (var article : mostReadFirst) most.add(new Reads(article, 1_000L * (mostReadFirst.length - most.size())));
        reads = List.copyOf(most);
    }
}
