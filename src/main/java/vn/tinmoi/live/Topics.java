package vn.tinmoi.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Topic;

/** Gives topics their bits, one for each that many share, and categories their keys. Any thread. */
final class Topics {
    static final int MOST = 16;
    private static final int LONGEST_NAME_TOLD = 85; // no valid name is longer, and nobody needs their garbage back
    private static final Wanted DEFAULT =
            new Wanted(new Interest(Interest.NEWS | Interest.FEATURED | Interest.STATS, new long[0]), List.of(), false);

    private static final int MOST_SHARED = 1000; // strangers choose what they want

    private final Predicate<String> isCategory;
    private final Map<String, Long> keys = new ConcurrentHashMap<>(); // of the categories there are and were
    private final AtomicLong next = new AtomicLong();
    private final Map<Interest, Interest> common = new ConcurrentHashMap<>();

    /** What a client asked for: the usable part, the rest by name, and whether it named more than {@link #MOST}. */
    record Wanted(Interest interest, List<String> unknown, boolean tooMany) {
        /** What a client is told of those that cannot be served. */
        JsonObject notes() {
            var notes = new JsonObject();
            if (!unknown.isEmpty()) notes.put("unknownTopics", new JsonArray(unknown));
            if (tooMany) notes.put("tooManyTopics", true);
            return notes;
        }
    }

    /** {@code isCategory}: whether there is a category of that slug now. */
    Topics(Predicate<String> isCategory) {
        this.isCategory = isCategory;
    }

    /** The names as an address carries them, separated by commas; the default topics when there are none. */
    Wanted wanted(@Nullable String names) {
        if (names == null || names.isBlank()) return DEFAULT;
        return wanted(Arrays.asList(names.split(",")));
    }

    Wanted wanted(List<String> names) {
        var distinct = new LinkedHashSet<String>();
        for (var name : names) if (distinct.size() <= MOST) distinct.add(name.strip());
        var interest = Interest.NOTHING;
        var unknown = new ArrayList<String>();
        for (var name : distinct.stream().limit(MOST).toList()) {
            var one = Topic.parse(name).map(this::interest).orElse(Interest.NOTHING);
            if (one.size() == 0) unknown.add(name.substring(0, Math.min(name.length(), LONGEST_NAME_TOLD)));
            interest = interest.and(one);
        }
        return new Wanted(shared(interest), List.copyOf(unknown), distinct.size() > MOST);
    }

    /** Most streams want one of a few things; they share it. */
    private Interest shared(Interest interest) {
        if (Arrays.stream(interest.keys()).anyMatch(key -> key > 0)) return interest;
        var same = common.get(interest);
        if (same == null && common.size() < MOST_SHARED) common.put(interest, interest);
        return same == null ? interest : same;
    }

    private Interest interest(Topic topic) {
        return switch (topic) {
            case Topic.News() -> ofBits(Interest.NEWS);
            case Topic.FeaturedStories() -> ofBits(Interest.FEATURED);
            case Topic.Stats() -> ofBits(Interest.STATS);
            case Topic.OfPortal() -> ofBits(Interest.PORTAL);
            case Topic.InCategory(var slug) ->
                isCategory.test(slug) ? new Interest(0, new long[] {key(slug)}) : Interest.NOTHING;
            case Topic.OneArticle(var article) -> new Interest(0, new long[] {article.value()});
        };
    }

    private static Interest ofBits(long bits) {
        return new Interest(bits, new long[0]);
    }

    /** The topics that an event reaches, single stories and categories left aside. */
    long bits(LoggedEvent event) {
        if (event.kind().equals(EventText.PORTAL)) return Interest.PORTAL;
        return Interest.NEWS | (event.featured() ? Interest.FEATURED : 0);
    }

    /** A category's key, which no story's id is like; 0 for none. */
    long key(String category) {
        return category.isEmpty() ? 0 : keys.computeIfAbsent(category, added -> -next.incrementAndGet());
    }
}
