package vn.tinmoi.command;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import vn.tinmoi.store.PostgresExam;

/** What is asked of PostgreSQL, from one look at it. */
record PostgresChecks(Future<PostgresExam> exam, String skippedAs, InstantSource clock) {
    private static final int OLDEST = 15;
    private static final long MOST_AHEAD = 2_000; // ms: what a node itself warns of
    private static final Duration OLD = Duration.ofDays(2); // one night was missed

    List<Check> all() {
        return List.of(
                new Check("postgresql", this::reached),
                of(
                        "postgresql.version",
                        exam -> Outcome.foundIf(exam.version() < OLDEST, Fault.POSTGRES_OLD, exam.version(), OLDEST)),
                of("postgresql.fsync", exam -> off(exam, "fsync", Fault.POSTGRES_FSYNC)),
                of("postgresql.full-page-writes", exam -> off(exam, "full_page_writes", Fault.POSTGRES_PAGES)),
                of("postgresql.synchronous-commit", exam -> off(exam, "synchronous_commit", Fault.POSTGRES_COMMIT)),
                of(
                        "postgresql.encoding",
                        exam -> Outcome.foundIf(
                                !exam.encoding().equals("UTF8"), Fault.POSTGRES_ENCODING, exam.encoding())),
                of("postgresql.standby", exam -> Outcome.foundIf(exam.standby(), Fault.POSTGRES_STANDBY)),
                new Check("postgresql.pooler", this::pooled),
                of("clock", PostgresChecks::ahead),
                of("backup", this::backup));
    }

    private Check of(String name, Function<PostgresExam, Outcome> judge) {
        return new Check(name, () -> exam.map(judge).otherwise(failure -> Outcome.skipped(skippedAs)));
    }

    private Future<Outcome> reached() {
        if (!skippedAs.equals("postgresql")) return exam.map(Outcome.well()).otherwise(Outcome.skipped(skippedAs));
        return exam.map(Outcome.well())
                .otherwise(failure -> failure instanceof PostgresExam.Pooled
                        ? Outcome.skipped("pooler")
                        : Outcome.found(Fault.POSTGRES_AWAY, String.valueOf(failure.getMessage())));
    }

    private Future<Outcome> pooled() {
        return exam.map(one -> Outcome.foundIf(one.pooled(), Fault.POSTGRES_POOLED))
                .otherwise(failure -> failure instanceof PostgresExam.Pooled
                        ? Outcome.found(Fault.POSTGRES_POOLED)
                        : Outcome.skipped(skippedAs));
    }

    private static Outcome off(PostgresExam exam, String setting, Fault fault) {
        return Outcome.foundIf("off".equals(exam.settings().get(setting)), fault);
    }

    private static Outcome ahead(PostgresExam exam) {
        return Outcome.foundIf(
                Math.abs(exam.aheadMillis()) > MOST_AHEAD,
                Fault.CLOCK,
                String.format(Locale.ROOT, "%+.1f", exam.aheadMillis() / 1000.0));
    }

    private Outcome backup(PostgresExam exam) {
        if (exam.backup().isEmpty()) return Outcome.found(Fault.NO_BACKUP);
        var age = Duration.between(exam.backup().get(), clock.instant());
        return Outcome.foundIf(age.compareTo(OLD) > 0, Fault.OLD_BACKUP, age.toDays());
    }
}
