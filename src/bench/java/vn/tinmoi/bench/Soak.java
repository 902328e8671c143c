package vn.tinmoi.bench;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;

/** What grows while readers come and go, look around and err, and stories are published: for hours, looked at now and then. */
final class Soak {
    private static final String TABLES = """
            SELECT relname, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', relname), false, true, '')))[1]::text::bigint AS n
              FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
             ORDER BY relname""";

    private final Vertx vertx = Vertx.vertx();
    private final Server server;
    private final Database database;
    private final Redis redis;

    private Soak(Server server, String databaseUrl, String redisUrl) {
        this.server = server;
        this.database = Database.open(vertx, databaseUrl, new Metrics());
        this.redis = Redis.createClient(vertx, redisUrl);
    }

    static int run(Options options) {
        int minutes = options.number("minutes", 120);
        int every = options.number("every", 10);
        int readers = options.number("readers", 600);
        int stay = options.number("stay", 6);
        int stories = options.number("stories", 3);
        var flags = Server.flags(options);
        options.nothingElse();
        var databaseUrl = TestBackends.freshDatabase();
        var redisUrl = TestBackends.freshRedis();
        try (var server = Server.start(flags, databaseUrl, redisUrl);
                var followers = new LocalCrowd(Habits.sse(server.site()), 1);
                var guests = new Guests(server.site(), Math.max(1, readers / stay), stay, 3);
                var wanderers = new Wanderers(server.site());
                var publisher = Publisher.at(server, options)) {
            var soak = new Soak(server, databaseUrl, redisUrl);
            followers.open(100); // who stay all the time, and see whether anything is lost
            guests.begin();
            var press = publisher.steadily(stories);
            for (int minute = 0; minute <= minutes; minute += every) {
                if (minute > 0) LockSupport.parkNanos(Duration.ofMinutes(every).toNanos());
                soak.look(minute, publisher.stories(), guests.came(), wanderers);
            }
            press.stop();
            Say.line("soak followers: %s", followers.tally().countsLine());
            soak.close();
            return Say.verdict(followers.tally());
        }
    }

    private void look(int minute, int stories, int guests, Wanderers wanderers) {
        var process = server.process();
        Say.line(
                "soak minute=%d live_heap_mib=%.1f rss_mib=%.1f descriptors=%d threads=%d cpu_s=%.0f stories=%d guests=%d %s redis_keys=%s redis_mib=%.1f",
                minute,
                process.liveHeap() / (1 << 20),
                process.rss() / (1 << 20),
                process.descriptors(),
                process.threads(),
                process.cpuSeconds(),
                stories,
                guests,
                wanderers.line(),
                redis.send(Request.cmd(Command.DBSIZE)).await(),
                redisBytes() / (1 << 20));
        Say.line("soak minute=%d rows %s", minute, rows());
    }

    private double redisBytes() {
        var info = redis.send(Request.cmd(Command.INFO).arg("memory")).await().toString();
        return info.lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private Map<String, Long> rows() {
        var counted = new TreeMap<String, Long>();
        for (var row : database.pool().query(TABLES).execute().await())
            if (row.getLong("n") > 0) counted.put(row.getString("relname"), row.getLong("n"));
        return counted;
    }

    private void close() {
        redis.close().await();
        database.close().await();
        vertx.close().await();
    }
}
