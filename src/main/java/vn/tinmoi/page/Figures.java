package vn.tinmoi.page;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;

/** What has been counted, as far as pages show it. The roof brings it from where it is counted. Any thread. */
public interface Figures {
    /** {@code online}: reading at the minute's end; {@code visits}: begun in it; null where not known. */
    record Minute(
            Instant begin, @Nullable Long online, @Nullable Long visits) {}

    /** {@code begin}: of a local hour; {@code visits}: begun in it. */
    record Hour(Instant begin, long visits) {}

    /** {@code readers}: distinct sessions, estimated; null where there is no estimate. */
    record Day(LocalDate day, long visits, @Nullable Long readers) {}

    /** {@code reads}: visits that read the story, each once. */
    record Reads(ArticleId article, long reads) {}

    /** {@code reason}: why signs of life were not counted; {@code month}: of the last 30 days, {@code today} among them. */
    record SetAside(String reason, long today, long month) {}

    /** Standard error of {@link Day#readers}, as a share of it. */
    double readersError();

    /** The last hour's minutes that are over, in order. Never fails. */
    Future<List<Minute>> lastHour();

    /** Today's hours that have begun, in order. */
    Future<List<Hour>> today();

    /** The last days with today, in order; {@code count}: 1 to 366. */
    Future<List<Day>> lastDays(int count);

    /** What was not counted, for every reason that there is, always in one order. */
    Future<List<SetAside>> setAside();

    /** The stories read most in the last 24 hours, most first; {@code limit}: 1 to 100. */
    Future<List<Reads>> mostRead(int limit);
}
