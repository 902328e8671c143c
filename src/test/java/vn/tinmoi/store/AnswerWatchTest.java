package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.sqlclient.internal.command.CloseConnectionCommand;
import io.vertx.sqlclient.internal.command.CommandResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a connection to PostgreSQL is given up, by a clock that the test moves. */
final class AnswerWatchTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerWatch());

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @Test
    void oneThatOwesNothingMayBeSilentForHours() {
        pass(3_600);
        ask();
        answer();
        pass(3_600);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void oneThatOwesAnAnswerForLongerThanAnyMayTakeIsClosed() {
        pass(3_600);
        ask();
        pass(8);
        assertThat(channel.isOpen()).isTrue();

        pass(2);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void oneThatAnswersIsKeptHoweverMuchItIsAsked() {
        for (int i = 0; i < 20; i++) {
            ask();
            pass(5);
            answer();
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void ofManyAnswersEachIsOwed() {
        for (int i = 0; i < 3; i++) ask();
        answer();
        answer();

        pass(10);

        assertThat(channel.isOpen()).isFalse();
    }

    private void ask() {
        channel.writeOutbound(CloseConnectionCommand.INSTANCE);
    }

    private void answer() {
        channel.writeInbound(CommandResponse.success(null));
    }

    private void pass(long seconds) {
        for (long i = 0; i < seconds && channel.isOpen(); i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
