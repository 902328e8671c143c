package vn.tinmoi.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Story;

/**
 * The invented stories of {@code sample/stories.json}, for a site that has none. Their days move with the day of the start:
 * {@code {ngay:-2}} is written as the second day before the one the story is told of, dd/MM. A story is told of the day on
 * which it is published, or of the day before when it is published earlier than {@code toldFrom}, an hour, 7 by default: so
 * nobody reports in the night what happens "this morning". Any thread.
 */
public final class SampleStories {
    private static final String RESOURCE = "/sample/stories.json";
    private static final Pattern DAY = Pattern.compile("\\{ngay:([+-]?\\d{1,3})}");
    private static final DateTimeFormatter DAY_AND_MONTH = DateTimeFormatter.ofPattern("dd/MM");
    private static final int TOLD_FROM = 7;

    private final Vertx vertx;
    private final Supplier<Future<Boolean>> empty;
    private final Function<Story, Future<Story.Outcome>> keep;
    private final ZoneId zone;
    private final InstantSource clock;

    /** {@code empty}: whether the site has no story at all; {@code keep}: keeps one story. */
    public SampleStories(
            Vertx vertx,
            Supplier<Future<Boolean>> empty,
            Function<Story, Future<Story.Outcome>> keep,
            ZoneId zone,
            InstantSource clock) {
        this.vertx = vertx;
        this.empty = empty;
        this.keep = keep;
        this.zone = zone;
        this.clock = clock;
    }

    /** Brings them to an empty site, oldest first; how many. Fails as {@code empty} and {@code keep} do. */
    public Future<Integer> bring() {
        return empty.get().compose(bare -> bare ? bringAll() : Future.succeededFuture(0));
    }

    private Future<Integer> bringAll() {
        return vertx.executeBlocking(this::stories, false).compose(stories -> {
            var brought = Future.<Story.Outcome>succeededFuture();
            for (var story : stories) brought = brought.compose(before -> keep.apply(story));
            return brought.map(stories.size());
        });
    }

    /** Oldest first. */
    List<Story> stories() {
        var now = clock.instant();
        return json().stream()
                .map(json -> story((JsonObject) json, now))
                .sorted(Comparator.comparing(Story::publishedAt))
                .toList();
    }

    private Story story(JsonObject json, Instant now) {
        var key = json.getString("key");
        var published = now.minus(Duration.ofMinutes(Math.round(json.getDouble("hoursAgo") * 60)));
        var told = LocalDate.ofInstant(published.minus(Duration.ofHours(json.getInteger("toldFrom", TOLD_FROM))), zone);
        return new Story(
                "tinmoi:sample:" + key,
                null,
                dated(json.getString("title"), told),
                dated(json.getString("lead"), told),
                dated(json.getString("bodyHtml"), told),
                json.getString("byline"),
                json.getString("category"),
                json.getBoolean("featured"),
                picture(key, json.getJsonObject("picture"), told),
                published);
    }

    private static Picture picture(String key, JsonObject json, LocalDate told) {
        return new Picture(
                "mau-" + key,
                "/static/sample/" + key + ".svg",
                json.getInteger("width"),
                json.getInteger("height"),
                dated(json.getString("alt"), told),
                dated(json.getString("caption"), told),
                json.getString("credit"));
    }

    static String dated(String text, LocalDate told) {
        return DAY.matcher(text)
                .replaceAll(
                        place -> told.plusDays(Integer.parseInt(place.group(1))).format(DAY_AND_MONTH));
    }

    private static JsonArray json() {
        try (var in = Objects.requireNonNull(SampleStories.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new JsonArray(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
