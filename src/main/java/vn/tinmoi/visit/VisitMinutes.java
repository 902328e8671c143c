package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.store.Script;

/**
 * The last hour, a minute each. When a minute is over, each node writes into one hash in Redis what it last knew in it: all
 * say the same, so whoever comes last may have the last word, and an answer that got lost doubles nothing. A minute that no
 * node knew is a gap. Rows in PostgreSQL were rejected: nobody asks for these minutes when the hour is over. Any thread.
 */
public final class VisitMinutes {
    private static final Logger LOG = LoggerFactory.getLogger(VisitMinutes.class);

    /** How many minutes are told. */
    public static final int HOUR = 60;

    private static final long MILLIS = 60_000;
    private static final String KEY = "tinmoi:minutes";
    private static final String KEPT_SECONDS = "7200";

    /**
     * KEYS: minutes since 1970 to who was here and today's visits. ARGV: the minute, what it was like, how many are told, for
     * how many seconds. What is further away than those goes, on both sides: a clock may have been wrong.
     */
    private static final Script NOTE = new Script("""
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            for _, minute in ipairs(redis.call('HKEYS', KEYS[1])) do
              if math.abs(minute - ARGV[1]) > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], minute) end
            end
            return redis.call('EXPIRE', KEYS[1], ARGV[4])""");

    private static final Script READ = new Script("return redis.call('HGETALL', KEYS[1])");

    /**
     * One that is over.
     *
     * @param online who was reading at its end; null where no node knew
     * @param visits begun in it; null where that or the minute before is not known
     */
    public record Minute(
            Instant begin, @Nullable Long online, @Nullable Long visits) {}

    private record Known(long online, long today) {
        static Known of(String text) {
            var parts = text.split(" ");
            return new Known(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    private final Scripts scripts;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private @Nullable VisitCounts seen;

    VisitMinutes(Scripts scripts, SiteCalendar calendar, InstantSource clock) {
        this.scripts = scripts;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Takes each snapshot of the numbers; done when the minute that is over by it is noted, and never fails. */
    Future<Void> see(VisitCounts counts) {
        var last = over(counts);
        if (last == null) return Future.succeededFuture();
        return note(last).recover(failure -> {
            LOG.debug("a minute's figures are lost: {}", failure.toString());
            return Future.succeededFuture();
        });
    }

    /** What was last seen of a minute that is over; numbers that may be behind say nothing about theirs. */
    private synchronized @Nullable VisitCounts over(VisitCounts counts) {
        if (counts.stale()) return null;
        var before = seen;
        seen = counts;
        return before != null && minute(before.at()) < minute(counts.at()) ? before : null;
    }

    private Future<Void> note(VisitCounts last) {
        var arguments = List.of(
                Long.toString(minute(last.at())),
                last.online() + " " + last.today(),
                Integer.toString(HOUR),
                KEPT_SECONDS);
        return scripts.run(NOTE, List.of(KEY), arguments).mapEmpty();
    }

    /** The last {@link #HOUR} minutes that are over, in order. Fails when Redis does. */
    Future<List<Minute>> read() {
        long now = minute(clock.instant());
        return scripts.run(READ, List.of(KEY), List.of()).map(answer -> minutes(now, known(answer)));
    }

    /** The same while nobody can say what they were like. */
    List<Minute> unknown() {
        return minutes(minute(clock.instant()), Map.of());
    }

    private static Map<Long, Known> known(Response answer) {
        var known = new HashMap<Long, Known>();
        for (int i = 0; i < answer.size(); i += 2) {
            known.put(answer.get(i).toLong(), Known.of(answer.get(i + 1).toString()));
        }
        return known;
    }

    private List<Minute> minutes(long now, Map<Long, Known> known) {
        var minutes = new ArrayList<Minute>(HOUR);
        LongStream.range(now - HOUR, now).forEach(minute -> {
            var figures = known.get(minute);
            var online = figures == null ? null : (Long) figures.online();
            minutes.add(new Minute(begin(minute), online, visits(minute, figures, known.get(minute - 1))));
        });
        return minutes;
    }

    /** What today's visits grew by; all of them in the day's first minute. */
    private @Nullable Long visits(long minute, @Nullable Known figures, @Nullable Known before) {
        if (figures == null) return null;
        var begin = begin(minute);
        if (begin.equals(calendar.midnight(calendar.day(begin)))) return figures.today();
        return before == null ? null : (Long) Math.max(0, figures.today() - before.today());
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), MILLIS);
    }

    private static Instant begin(long minute) {
        return Instant.ofEpochMilli(minute * MILLIS);
    }
}
