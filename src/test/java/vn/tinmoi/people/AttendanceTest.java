package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.TestBackends;

final class AttendanceTest {
    private final Vertx vertx = Vertx.vertx();
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private static Person person(String login, String name) {
        return new Person(1, login, name, Person.Role.EDITOR, Set.of(), false, Person.Factor.NONE);
    }

    @Test
    void whoSignsSeesTheOthersUntilTheyHaveBeenSilentForAQuarterOfAMinute() {
        var redis = RedisLink.open(vertx, TestBackends.freshRedis(), new Metrics());
        get(redis.probe());
        var here = new Attendance(redis, () -> now);
        var an = person("an", "An Nhiên");
        var binh = person("binh", "Bình");

        assertThat(get(here.sign(7, an))).isEmpty();
        assertThat(get(here.sign(7, binh))).containsExactly("An Nhiên");
        assertThat(get(here.sign(8, binh))).as("another story").isEmpty();
        now = now.plus(Attendance.FORGOTTEN);
        assertThat(get(here.sign(7, binh))).isEmpty();
        get(redis.close());
    }

    @Test
    void withoutRedisNobodyIsSaidToBeThere() {
        var own = TestBackends.ownRedis();
        var redis = RedisLink.open(vertx, own.url(), new Metrics());
        get(redis.probe());
        own.close();

        assertThat(get(new Attendance(redis, () -> now).sign(7, person("an", "An"))))
                .isEmpty();
    }
}
