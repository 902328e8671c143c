package vn.tinmoi.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Topic;

/** Gives topics their bits: one for each that many share, categories among them. Any thread. */
final class Topics {
    static final long NEWS = 1;
    static final long FEATURED = 1 << 1;
    static final long STATS = 1 << 2;
    static final int MOST = 16;
    private static final int FIRST_CATEGORY = 3;
    private static final int LONGEST_NAME_TOLD = 85; // no valid name is longer, and nobody needs their garbage back
    private static final Wanted DEFAULT =
            new Wanted(new Interest(NEWS | FEATURED | STATS, new long[0]), List.of(), false);

    private static final int MOST_SHARED = 1000; // strangers choose what they want

    private final Map<String, Long> categories = new HashMap<>();
    private final Map<Interest, Interest> common = new ConcurrentHashMap<>();

    /** What a client asked for: the usable part, the rest by name, and whether it named more than {@link #MOST}. */
    record Wanted(Interest interest, List<String> unknown, boolean tooMany) {}

    /** {@code slugs}: every category there is, at most 61. */
    Topics(Collection<String> slugs) {
        if (slugs.size() > Long.SIZE - FIRST_CATEGORY) {
            throw new IllegalArgumentException("expected at most 61 categories, got " + slugs.size());
        }
        for (var slug : slugs) categories.put(slug, 1L << (FIRST_CATEGORY + categories.size()));
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
        if (interest.articles().length > 0) return interest;
        var same = common.get(interest);
        if (same == null && common.size() < MOST_SHARED) common.put(interest, interest);
        return same == null ? interest : same;
    }

    private Interest interest(Topic topic) {
        return switch (topic) {
            case Topic.News() -> ofBits(NEWS);
            case Topic.FeaturedStories() -> ofBits(FEATURED);
            case Topic.Stats() -> ofBits(STATS);
            case Topic.InCategory(var slug) -> ofBits(bit(slug));
            case Topic.OneArticle(var article) -> new Interest(0, new long[] {article.value()});
        };
    }

    private static Interest ofBits(long bits) {
        return new Interest(bits, new long[0]);
    }

    /** The topics that an event reaches, single stories left aside. */
    long bits(LoggedEvent event) {
        return NEWS | (event.featured() ? FEATURED : 0) | bit(event.category()) | bit(event.previousCategory());
    }

    private long bit(String category) {
        return categories.getOrDefault(category, 0L);
    }
}
