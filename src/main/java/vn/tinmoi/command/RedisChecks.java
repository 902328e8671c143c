package vn.tinmoi.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import vn.tinmoi.store.RedisExam;

/** What is asked of Redis, from one look at it. */
record RedisChecks(Future<RedisExam> exam, String skippedAs) {
    private static final Set<String> KEEPING = Set.of("noeviction", "");

    List<Check> all() {
        return List.of(
                new Check("redis", this::reached),
                of("redis.version", exam -> Outcome.foundIf(!exam.isNewEnough(), Fault.REDIS_OLD, exam.version())),
                of("redis.maxmemory-policy", RedisChecks::policy));
    }

    private Check of(String name, Function<RedisExam, Outcome> judge) {
        return new Check(name, () -> exam.map(judge).otherwise(failure -> Outcome.skipped(skippedAs)));
    }

    private Future<Outcome> reached() {
        return exam.map(Outcome.well())
                .otherwise(failure -> skippedAs.equals("redis")
                        ? Outcome.found(Fault.REDIS_AWAY, String.valueOf(failure.getMessage()))
                        : Outcome.skipped(skippedAs));
    }

    /** Everything of ours has an end, so that every other policy throws away what readers are counted by. */
    private static Outcome policy(RedisExam exam) {
        return Outcome.foundIf(
                !KEEPING.contains(exam.policy()), Fault.REDIS_EVICTS, exam.policy(), exam.maxMemory() >> 20);
    }
}
