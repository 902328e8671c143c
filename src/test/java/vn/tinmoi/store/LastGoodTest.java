package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Problem;

final class LastGoodTest {
    private Instant now = Instant.parse("2026-11-23T07:00:00Z");
    private boolean good = true;
    private final List<Promise<String>> readings = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final LastGood<String> fresh = new LastGood<>(
            last -> {
                var promise = Promise.<String>promise();
                before.add(last.get());
                readings.add(promise);
                return promise.future();
            },
            value -> good,
            () -> now);

    @Test
    void oneThatGrowsOldIsReadAgainWhenSomeoneAsks() {
        var aging = new LastGood<>(
                () -> {
                    var promise = Promise.<String>promise();
                    readings.add(promise);
                    return promise.future();
                },
                Duration.ofSeconds(5),
                () -> now);
        var first = aging.get();
        now = now.plusSeconds(60);
        readings.getFirst().complete("a");
        assertThat(value(first)).isEqualTo("a READ");

        now = now.plusMillis(4_999);
        assertThat(value(aging.get())).isEqualTo("a KEPT");
        now = now.plusMillis(1);
        var second = aging.get();

        readings.getLast().fail(Problem.unavailable("store.away"));
        assertThat(value(second)).isEqualTo("a STALE");
        assertThat(second.result().isStale()).isTrue();
        assertThat(value(aging.get())).isEqualTo("a STALE");
        assertThat(readings).as("one try a second").hasSize(2);
    }

    @Test
    void whoAsksDuringAReadingWaitsForItAndLaterOnesGetWhatWasKept() {
        var first = fresh.get();
        var second = fresh.get();

        readings.getFirst().complete("a");

        assertThat(value(first)).isEqualTo("a READ");
        assertThat(value(second)).isEqualTo("a READ");
        assertThat(value(fresh.get())).isEqualTo("a KEPT");
        assertThat(readings).hasSize(1);
    }

    @Test
    void aReadingThatBeganBeforeATouchAnswersItsOwnAndIsNotKept() {
        var early = fresh.get();
        fresh.touch(value -> true);
        var late = fresh.get();
        var later = fresh.get();

        readings.getFirst().complete("old");

        assertThat(value(early)).isEqualTo("old READ");
        assertThat(late.isComplete()).isFalse();
        assertThat(readings).hasSize(2);
        assertThat(before).containsOnlyNulls();
        readings.getLast().complete("new");
        assertThat(value(late)).isEqualTo("new READ");
        assertThat(value(later)).isEqualTo("new READ");
        assertThat(value(fresh.get())).isEqualTo("new KEPT");
    }

    @Test
    void aReadingWhoseValueNoTouchReachesIsKeptAndAnswersAll() {
        var early = fresh.get();
        fresh.touch(value -> value.equals("b"));
        var late = fresh.get();

        readings.getFirst().complete("a");

        assertThat(value(early)).isEqualTo("a READ");
        assertThat(value(late)).isEqualTo("a READ");
        assertThat(value(fresh.get())).isEqualTo("a KEPT");
        assertThat(readings).hasSize(1);
    }

    @Test
    void aReadingThatWasTouchedMoreThanIsLookedAtIsReadAgain() {
        looked(fresh.get());
        for (int i = 0; i < 1_000; i++) fresh.touch(value -> false);
        var late = fresh.get();

        readings.getFirst().complete("a");

        assertThat(late.isComplete()).isFalse();
        assertThat(readings).hasSize(2);
    }

    @Test
    void howeverOftenItIsTouchedOneReadingRunsAndOneWaits() {
        for (int i = 0; i < 100; i++) {
            looked(fresh.get());
            fresh.touch(value -> true);
        }

        assertThat(readings).hasSize(1);
        readings.getFirst().complete("a");
        assertThat(readings).hasSize(2);
    }

    @Test
    void aTouchThatDoesNotReachTheValueLeavesIt() {
        keep("a");

        fresh.touch(value -> value.equals("b"));

        assertThat(value(fresh.get())).isEqualTo("a KEPT");
    }

    @Test
    void anOldValueThatNothingTouchedIsHandedToTheNextReading() {
        keep("a");
        good = false;

        looked(fresh.get());

        assertThat(before).containsExactly(null, "a");
    }

    @Test
    void whileTheStoreIsAwayTheLastGoodValueIsGivenAndOneTryASecondIsMade() {
        keep("a");
        fresh.touch(value -> true);

        var first = fresh.get();
        readings.getLast().fail(Problem.unavailable("store.away"));
        for (int i = 0; i < 10; i++) assertThat(value(fresh.get())).isEqualTo("a STALE");

        assertThat(value(first)).isEqualTo("a STALE");
        assertThat(readings).hasSize(2);
        now = now.plusSeconds(1);
        assertThat(value(fresh.get())).isEqualTo("a STALE");
        assertThat(value(fresh.get())).isEqualTo("a STALE");
        assertThat(readings).hasSize(3);
        readings.getLast().complete("b");
        assertThat(value(fresh.get())).isEqualTo("b KEPT");
    }

    @Test
    void whoNeedsTheValueForSureWaitsAndIsToldWhenTheStoreIsAway() {
        keep("a");
        fresh.touch(value -> true);
        looked(fresh.get());
        readings.getLast().fail(Problem.unavailable("store.away"));

        var away = fresh.sure();
        readings.getLast().fail(Problem.unavailable("store.away"));
        var back = fresh.sure();
        readings.getLast().complete("b");

        assertThat(away.failed()).isTrue();
        assertThat(back.result()).isEqualTo("b");
        assertThat(readings).hasSize(4);
    }

    @Test
    void whatIsGoneIsNotShownWhileTheStoreIsAway() {
        keep("a");
        fresh.touch(value -> true);
        var gone = fresh.get();
        readings.getLast().fail(new Problem(Problem.Kind.GONE, "article.withdrawn", null, "14:05"));

        var away = fresh.get();
        readings.getLast().fail(Problem.unavailable("store.away"));

        assertThat(gone.failed()).isTrue();
        assertThat(away.failed()).isTrue();
    }

    @Test
    void aReaderThatThrowsFailsTheCallerAndTheNextOneTriesAgain() {
        var tries = new ArrayList<String>();
        var thrower = new LastGood<String>(
                last -> {
                    tries.add("try");
                    throw new IllegalStateException("bug");
                },
                value -> true,
                () -> now);

        assertThat(thrower.get().failed()).isTrue();
        assertThat(thrower.get().failed()).isTrue();
        assertThat(tries).hasSize(2);
    }

    private void keep(String value) {
        looked(fresh.get());
        readings.getLast().complete(value);
    }

    private static void looked(Future<?> future) {
        future.onFailure(failure -> {});
    }

    private static String value(Future<LastGood.Given<String>> given) {
        return given.result().value() + " " + given.result().how();
    }
}
