package vn.tinmoi.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.text.Slugs;

/** Finds our category in the names that others use, accents and case aside. */
final class CategoryNames {
    private final Map<String, String> slugs = new HashMap<>();

    CategoryNames(Collection<Category> categories) {
        for (var category : categories) {
            Stream.of(category.slug(), category.nameVi(), category.nameEn())
                    .forEach(name -> slugs.put(Slugs.of(name), category.slug()));
        }
    }

    /** The slug of the first name that is one of ours; null: none is. */
    @Nullable
    String first(Stream<String> names) {
        return names.map(name -> slugs.get(Slugs.of(name)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
