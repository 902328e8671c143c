package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.tinmoi.news.Problem;

@ExtendWith(VertxExtension.class)
final class InsistenceTest {
    private static final Problem AWAY = Problem.unavailable("store.away");

    private final Insistence insistence =
            new Insistence(30, Problem::isAway, () -> TimeUnit.SECONDS.toNanos(seconds()));
    private long now;
    private int asked;

    private long seconds() {
        return now;
    }

    @Test
    void whatComesLateIsWaitedFor() {
        assertThat(insistence.ask("it", () -> answer(2, AWAY))).isEqualTo("well");
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void whatDoesNotComeAtAllEndsWithItsOwnFailure() {
        assertThatThrownBy(() -> insistence.<String>ask("it", () -> answer(99, AWAY)))
                .isSameAs(AWAY);
        assertThat(now).isBetween(31L, 40L);
    }

    @Test
    void whatWaitingDoesNotHealIsNotAskedAgain() {
        var wrong = Problem.invalid("name", "site.name");

        assertThatThrownBy(() -> insistence.<String>ask("it", () -> answer(1, wrong)))
                .isSameAs(wrong);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void soItIsWithoutWaiting(Vertx vertx) {
        assertThat(insistence
                        .ask(vertx, "it", () -> Future.future(promise -> promise.complete(answer(2, AWAY))))
                        .await())
                .isEqualTo("well");
        assertThat(asked).isEqualTo(3);
        now = 0;
        asked = 0;
        assertThatThrownBy(() -> insistence
                        .<String>ask(vertx, "it", () -> Future.future(promise -> promise.complete(answer(99, AWAY))))
                        .await())
                .isSameAs(AWAY);
    }

    /** Each takes eight seconds, and so many fail. */
    private String answer(int failing, RuntimeException failure) {
        now += 8;
        if (asked++ < failing) throw failure;
        return "well";
    }
}
