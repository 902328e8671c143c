package vn.tinmoi.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.text.Slugs;

/**
 * Finds our category in the names that others use, accents and case aside. Of a path ("Tin tức &gt; Kinh tế") the whole
 * counts, then its last part that is one of ours.
 */
final class CategoryNames {
    private final Map<String, String> slugs = new HashMap<>();

    /** {@code mapped}: ours by the names that others use. */
    CategoryNames(Collection<Category> categories, Map<String, String> mapped) {
        for (var category : categories) {
            Stream.of(category.slug(), category.nameVi(), category.nameEn())
                    .forEach(name -> slugs.put(Slugs.of(name), category.slug()));
        }
        mapped.forEach((theirs, ours) -> slugs.put(Slugs.of(theirs), ours));
    }

    /** The slug of the first name that is one of ours; null: none is. */
    @Nullable
    String first(Stream<String> names) {
        return names.map(this::ours).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private @Nullable String ours(String name) {
        var whole = slugs.get(Slugs.of(name));
        if (whole != null) return whole;
        return List.of(name.split("[>»/|]")).reversed().stream()
                .map(part -> slugs.get(Slugs.of(part)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
