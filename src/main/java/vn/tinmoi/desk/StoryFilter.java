package vn.tinmoi.desk;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in the newsroom's list; null or empty: any.
 *
 * @param words beginnings of the title's, with or without accents
 * @param person who made any of its versions, as pages call them
 * @param from when it was changed last at the earliest, {@code until}: before
 */
public record StoryFilter(
        @Nullable Stage stage,
        String category,
        String words,
        String person,
        @Nullable Instant from,
        @Nullable Instant until) {
    public static final StoryFilter ALL = new StoryFilter(null, "", "");

    public StoryFilter(@Nullable Stage stage, String category, String words) {
        this(stage, category, words, "", null, null);
    }

    /** As the audit calls them. */
    String[] actors() {
        var login = person.toLowerCase(Locale.ROOT);
        return new String[] {"person:" + login, "token:" + person, person, "token:" + login};
    }
}
