package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vn.tinmoi.store.Script;

/** Asks Redis, which knows the sessions of all nodes, what became of some signs of life. Any thread. */
final class Judge {
    /**
     * KEYS: for each sign its session and the buckets of its two networks, the same twice where it has but one, without a
     * name where no ceiling holds it. ARGV: the
     * gap, how many new sessions a network's bucket holds and gets a minute, how many characters of reads a visit keeps, the
     * prefix of the days' distinct readers, the key by which Redis should know the node; then for each
     * sign its time, its day, its kind, its articles, and the last time, day, begin and reads that the node remembers. Answers for each: 0, 1 (begins a visit) or 2 (above
     * the ceiling); which of its articles are read for the first time in the visit, by bits; when the visit began; all that
     * it has read. Nothing, and nothing is done, when Redis does not know the node: it has forgotten. Session values are "last:day:began:reads"; they outlive the gap a little, because nodes' clocks differ.
     * A sign that was sent before, and whose visit stands there as begun with it, begins it again: nobody heard of it.
     * A bucket is a token bucket, "tokens:time", gone some minutes after it is full again, because nodes' clocks differ; the wide network's is ten times as large.
     * The day's distinct readers are a HyperLogLog, kept three days, for {@link DayReaders}.
     */
    private static final Script JUDGE = new Script("""
            local gap, burst, rate = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
            local room, readers = tonumber(ARGV[4]), ARGV[5]
            if ARGV[6] ~= '' and redis.call('EXISTS', ARGV[6]) == 0 then return {} end
            local answers, days = {}, {}
            local function filled(bucket, times, at)
              local kept = redis.call('GET', bucket)
              if not kept then return times * burst, at end
              local tokens, since = string.match(kept, '^([%d.]+):(%d+)$')
              local now = math.max(at, tonumber(since))
              return math.min(times * burst, tonumber(tokens) + (now - tonumber(since)) * times * rate / 60000), now
            end
            local function keep(bucket, times, tokens, at)
              local full = math.ceil((times * burst - tokens) * 60000 / (times * rate))
              redis.call('SET', bucket, string.format('%.4f:%.0f', tokens, at), 'PX', full + 600000)
            end
            local function admits(near, wide, at)
              if near == 'tinmoi:new:' then return true end
              local tokens, now = filled(near, 1, at)
              if tokens < 1 then return false end
              if wide ~= near then
                local more, later = filled(wide, 10, at)
                if more < 1 then return false end
                keep(wide, 10, more - 1, later)
              end
              keep(near, 1, tokens - 1, now)
              return true
            end
            for i = 1, #KEYS / 3 do
              local session, a = KEYS[3 * i - 2], 8 * i - 1
              local at, day, kind, articles = tonumber(ARGV[a]), tonumber(ARGV[a + 1]), ARGV[a + 2], ARGV[a + 3]
              local last, of_day = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
              local began, reads = tonumber(ARGV[a + 6]), ARGV[a + 7]
              local known, newest, paid = redis.call('GET', session), 0, false
              if known and kind == 'ARRIVES_AGAIN' then
                local l, b = string.match(known, '^(%-?%d+):%-?%d+:(%-?%d+):')
                if tonumber(b) == at then known, newest, paid = false, tonumber(l), true end
              end
              if kind == 'ARRIVES_AGAIN' then kind = 'ARRIVES' end
              if known then
                local l, d, b, r = string.match(known, '^(%-?%d+):(%-?%d+):(%-?%d+):(.*)$')
                last, of_day, b = math.max(last, tonumber(l)), math.max(of_day, tonumber(d)), tonumber(b)
                if b > began then
                  began, reads = b, r
                elseif b == began then
                  for id in string.gmatch(r, '%d+') do
                    if not string.find(reads, ',' .. id .. ',', 1, true) then reads = reads .. id .. ',' end
                  end
                end
              end
              local answer, first, bit = 0, 0, 1
              if kind == 'ARRIVES' and (at - last >= gap or day > of_day)
                or kind == 'STAYS' and last >= 0 and day > of_day
                or kind == 'TURNS' and day > of_day then
                answer, began, reads = 1, at, ','
                local new = kind == 'ARRIVES' and last < 0 and not paid
                if new and not admits(KEYS[3 * i - 1], KEYS[3 * i], at) then answer = 2 end
              end
              if answer < 2 and (answer == 1 or last >= 0) then
                if kind ~= 'REMINDS' then of_day = math.max(of_day, day) end
                for id in string.gmatch(articles, '%d+') do
                  if #reads < room and not string.find(reads, ',' .. id .. ',', 1, true) then
                    reads, first = reads .. id .. ',', first + bit
                  end
                  bit = bit * 2
                end
                local value = string.format('%.0f:%.0f:%.0f:%s', math.max(last, at, newest), of_day, began, reads)
                redis.call('SET', session, value, 'PX', gap + 600000)
                redis.call('PFADD', readers .. day, session)
                days[day] = true
              end
              answers[4 * i - 3], answers[4 * i - 2], answers[4 * i - 1], answers[4 * i] = answer, first, began, reads
            end
            for day in pairs(days) do redis.call('EXPIRE', readers .. day, 259200) end
            return answers""");

    private final Scripts scripts;
    private final VisitRules rules;

    Judge(Scripts scripts, VisitRules rules) {
        this.scripts = scripts;
        this.rules = rules;
    }

    /** {@code badge}: the key by which Redis should know this node; empty: whatever it knows. Fails when Redis does. */
    Future<Response> ask(List<Sign> signs, SessionMemory memory, String badge) {
        var arguments = new ArrayList<String>(6 + 8 * signs.size());
        arguments.add(Long.toString(Sign.GAP_MILLIS));
        arguments.add(Integer.toString(rules.burst()));
        arguments.add(Integer.toString(rules.newPerMinute()));
        arguments.add(Integer.toString(Trace.READS_CHARS));
        arguments.add(DayReaders.PREFIX);
        arguments.add(badge);
        for (var sign : signs) describe(sign, memory.of(sign.session()), arguments);
        return scripts.run(JUDGE, keys(signs), arguments);
    }

    private static List<String> keys(List<Sign> signs) {
        var keys = new ArrayList<String>(3 * signs.size());
        for (var sign : signs) {
            var network = sign.network();
            keys.add("tinmoi:session:" + sign.session());
            keys.add("tinmoi:new:" + network.near());
            keys.add("tinmoi:new:" + (network.wide().isEmpty() ? network.near() : network.wide()));
        }
        return keys;
    }

    private static void describe(Sign sign, Trace trace, List<String> arguments) {
        arguments.add(Long.toString(sign.at()));
        arguments.add(Long.toString(sign.day()));
        arguments.add(sign.kind().name());
        arguments.add(sign.articles().stream().map(Object::toString).collect(Collectors.joining(",")));
        arguments.add(Long.toString(trace.last()));
        arguments.add(Long.toString(trace.day()));
        arguments.add(Long.toString(trace.began()));
        arguments.add(trace.reads());
    }
}
