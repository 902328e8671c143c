package vn.tinmoi.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.Migrations;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.text.VnText;

/**
 * How long search takes over HTTP, one question after the other, and how often its first story is a right one: one whose
 * title has the two syllables, with their accents, that were taken from some title. What is right is decided here by
 * splitting and comparing plain text, not by the program's own splitter.
 */
final class SearchFigures {
    private static final int WARMING = 40; // questions

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI site;
    private final Random random;

    private SearchFigures(URI site, Random random) {
        this.site = site;
        this.random = random;
    }

    static int run(Options options) {
        int stories = options.number("stories", 20_000);
        int queries = options.number("queries", 400);
        int seed = options.number("seed", 1);
        var file = Path.of(options.text("sentences", "../shared/data/vi-sentences.txt"));
        int rounds = options.number("rounds", 1);
        var given = options.text("database", "");
        var flags = Server.flags(options);
        options.nothingElse();
        if (!Files.exists(file))
            throw new Options.Wrong("no " + file + ": --sentences names a file, a sentence a line");
        var vertx = Vertx.vertx();
        var url = given.isEmpty() ? TestBackends.freshDatabase() : given;
        var database = Database.open(vertx, url, new Metrics());
        try {
            int migrated = Migrations.migrate(vertx, url).await();
            var titles = titles(database.pool());
            boolean filled = migrated == 0 && titles.size() >= stories;
            if (!filled) titles = new MadeUpStories(lines(file), seed).insert(database.pool(), stories);
            var indexes = filled ? List.<String>of() : dropIndexes(database.pool());
            try (var server = Server.start(flags, url, TestBackends.freshRedis())) {
                enter(vertx, url, database.pool(), stories, indexes);
                var figures = new SearchFigures(server.site(), new Random(seed));
                for (int round = 0; round < rounds; round++) figures.measure(titles, queries);
            }
        } finally {
            vertx.close().await();
        }
        return 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> titles(Pool pool) {
        return rows(pool, "SELECT title FROM article ORDER BY id").stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** As before a large import; a server that runs would sort each story in by itself. */
    private static List<String> dropIndexes(Pool pool) {
        var found = rows(pool, """
                SELECT indexname, indexdef FROM pg_indexes
                 WHERE tablename = 'article_search' AND indexname <> 'article_search_pkey'""");
        found.forEach(index -> rows(pool, "DROP INDEX " + index.getString(0)));
        return found.stream().map(index -> index.getString(1)).toList();
    }

    private static void enter(Vertx vertx, String url, Pool pool, int stories, List<String> indexes) {
        if (indexes.isEmpty()) return;
        long start = System.nanoTime();
        while (rows(pool, "SELECT count(*) FROM article_search").getFirst().getLong(0) < stories) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        double entered = (System.nanoTime() - start) / 1e9;
        var unlimited =
                PgConnection.connect(vertx, PgConnectOptions.fromUri(url)).await(); // says nothing for minutes
        unlimited.query("SET statement_timeout = 0").execute().await();
        unlimited.query("SET maintenance_work_mem = '256MB'").execute().await();
        for (var index : indexes) unlimited.query(index).execute().await();
        unlimited.query("VACUUM ANALYZE article_search").execute().await();
        unlimited.query("VACUUM ANALYZE article").execute().await();
        unlimited.close().await();
        var bytes = rows(pool, "SELECT pg_table_size('article_search'), pg_indexes_size('article_search')")
                .getFirst();
        Say.line(
                "search entered stories=%d seconds=%.0f index_seconds=%.0f table_mib=%d indexes_mib=%d",
                stories,
                entered,
                (System.nanoTime() - start) / 1e9 - entered,
                bytes.getLong(0) >> 20,
                bytes.getLong(1) >> 20);
    }

    private static List<Row> rows(Pool pool, String sql) {
        return StreamSupport.stream(
                        pool.preparedQuery(sql).execute(Tuple.tuple()).await().spliterator(), false)
                .toList();
    }

    private void measure(List<String> titles, int count) {
        var pairs = new ArrayList<String>();
        while (pairs.size() < count) addPair(titles.get(random.nextInt(titles.size())), pairs);
        for (int i = 0; i < WARMING; i++) ask(pairs.get(i % count));
        report("unaccented", pairs, pairs.stream().map(SearchFigures::bare).toList());
        report("accented", pairs, pairs);
        var singles = pairs.stream().map(pair -> pair.split(" ")[0]).toList();
        report(
                "one_syllable_unaccented",
                singles,
                singles.stream().map(SearchFigures::bare).toList());
        time(
                "suggestions",
                pairs.stream()
                        .map(pair -> "/suggestions?q=" + encoded(pair.substring(0, pair.length() - 1)))
                        .toList());
        time(
                "mistyped",
                pairs.stream()
                        .map(pair -> "?limit=10&q=" + encoded(mistyped(pair)))
                        .toList());
    }

    /** Two syllables that stand together, accents among them. */
    private void addPair(String title, List<String> pairs) {
        var words = plain(title.split(": ")[random.nextInt(2)]).split(" ");
        int at = random.nextInt(Math.max(1, words.length - 1));
        if (at + 1 >= words.length) return;
        var pair = words[at] + " " + words[at + 1];
        if (pair.matches("[\\p{L} ]+") && !bare(pair).equals(pair)) pairs.add(pair);
    }

    private void report(String name, List<String> wanted, List<String> asked) {
        var took = new double[wanted.size()];
        int right = 0;
        var wrong = new ArrayList<String>();
        for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            var body = ask(asked.get(i));
            took[i] = (System.nanoTime() - start) / 1e6;
            var items = new JsonObject(body).getJsonArray("items");
            var first = items.isEmpty() ? "" : items.getJsonObject(0).getString("title");
            if ((" " + plain(first) + " ").contains(" " + wanted.get(i) + " ")) right++;
            else wrong.add(wanted.get(i) + " / " + first);
        }
        Say.line("search %s queries=%d p_at_1=%.3f %s", name, took.length, right / (double) took.length, times(took));
        wrong.stream().limit(5).forEach(one -> Say.line("  not first: %s", one.replace("%", "%%")));
    }

    private void time(String name, List<String> questions) {
        var took = new double[questions.size()];
        for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            get(questions.get(i));
            took[i] = (System.nanoTime() - start) / 1e6;
        }
        Say.line("search %s queries=%d %s", name, took.length, times(took));
    }

    private static String times(double[] took) {
        Arrays.sort(took);
        return "p50_ms=%.1f p95_ms=%.1f p99_ms=%.1f max_ms=%.1f"
                .formatted(at(took, 0.5), at(took, 0.95), at(took, 0.99), took[took.length - 1]);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    private String ask(String words) {
        return get("?limit=10&q=" + encoded(words));
    }

    private String get(String question) {
        try {
            var request = HttpRequest.newBuilder(URI.create(site + "/api/v1/search" + question))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) throw new IllegalStateException(question + ": " + response.body());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** Its letters and digits, lower case, one space between words, each tone in its one place. */
    private static String plain(String title) {
        return VnText.equalTones(title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " "))
                .strip();
    }

    private static String bare(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd');
    }

    /** Two letters in the middle change places. */
    private static String mistyped(String pair) {
        var letters = bare(pair).toCharArray();
        int i = letters.length / 2;
        char one = letters[i];
        letters[i] = letters[i - 1];
        letters[i - 1] = one;
        return new String(letters);
    }
}
