package vn.tinmoi.bench;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stories of sentences that somebody wrote, in other company each time: a title of two pieces, a sapo, a body of ten. */
final class MadeUpStories {
    private static final int BATCH = 500;
    private static final int BODY = 10; // sentences
    private static final List<String> CATEGORIES = List.of("tin-tuc", "kinh-te", "xa-hoi", "van-hoa", "giao-duc");

    private final List<String> sentences;
    private final List<String> pieces;
    private final Random random;

    /** {@code lines}: sentences with their punctuation set off by spaces. */
    MadeUpStories(List<String> lines, long seed) {
        sentences = lines.stream().map(MadeUpStories::joined).toList();
        pieces = lines.stream()
                .flatMap(line -> Arrays.stream(line.split(" [^\\p{L}\\p{N}]+ ?| ?[^\\p{L}\\p{N}]+ ")))
                .map(String::strip)
                .filter(piece -> piece.split(" ").length >= 3 && piece.split(" ").length <= 9)
                .toList();
        random = new Random(seed);
    }

    private static String joined(String line) {
        return line.strip().replaceAll(" ([,.;:!?)])", "$1").replace("( ", "(");
    }

    private static final String INSERT = """
            INSERT INTO article (version, status, slug, title, lead, body_html, byline, category, published_at, updated_at)
            SELECT 1, 'published', 'bai', n.title, n.lead, n.body, 'Theo TTXVN', n.category, n.at, n.at
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS n (title, lead, body, category, at)""";

    /** Puts them into the database, a story each three minutes up to now; gives the titles. */
    List<String> insert(Pool pool, int count) {
        var titles = new ArrayList<String>(count);
        var first = Instant.now().minusSeconds(180L * count);
        for (int done = 0; done < count; done += BATCH) {
            int from = done;
            int size = Math.min(BATCH, count - done);
            var batch = strings(size, this::title);
            titles.addAll(Arrays.asList(batch));
            var times = IntStream.range(0, size)
                    .mapToObj(i -> first.plusSeconds(180L * (from + i)).atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new);
            pool.preparedQuery(INSERT)
                    .execute(Tuple.tuple()
                            .addArrayOfString(batch)
                            .addArrayOfString(strings(size, () -> one(sentences)))
                            .addArrayOfString(strings(size, this::body))
                            .addArrayOfString(strings(size, () -> one(CATEGORIES)))
                            .addArrayOfOffsetDateTime(times))
                    .await();
        }
        return titles;
    }

    private static String[] strings(int size, java.util.function.Supplier<String> next) {
        return IntStream.range(0, size).mapToObj(i -> next.get()).toArray(String[]::new);
    }

    private String title() {
        var title = one(pieces) + ": " + one(pieces);
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    private String body() {
        return IntStream.range(0, BODY)
                .mapToObj(i -> "<p>" + one(sentences).replace("&", "&amp;").replace("<", "&lt;") + "</p>")
                .collect(Collectors.joining());
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
