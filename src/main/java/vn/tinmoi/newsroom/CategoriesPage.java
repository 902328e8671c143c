package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.web.Language;

/**
 * The categories, or one of them. {@code open}: that one; null: the list; {@code values}: what stands in the form's fields;
 * {@code version}: the portal's that they were made of.
 */
public record CategoriesPage(
        Frame frame, Portal portal, @Nullable Category open, int version, Map<String, String> values) {

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public String name(Category one) {
        return frame.language() == Language.EN ? one.nameEn() : one.nameVi();
    }

    /** Those of the first level, and under each its own, hidden ones among them. */
    public List<Category> ordered() {
        return level(null).stream()
                .flatMap(one ->
                        java.util.stream.Stream.concat(java.util.stream.Stream.of(one), level(one.slug()).stream()))
                .toList();
    }

    private List<Category> level(@Nullable String parent) {
        return portal.categories().stream()
                .filter(one -> Objects.equals(one.parent(), parent))
                .toList();
    }

    /** From 1, among those of its level. */
    public int position(Category one) {
        return level(one.parent()).indexOf(one) + 1;
    }

    public boolean isLast(Category one) {
        return level(one.parent()).getLast().equals(one);
    }

    /** Under which it may stand: the others of the first level. */
    public List<Category> parents() {
        return level(null).stream().filter(one -> !one.equals(open)).toList();
    }

    /** Where its stories may go. */
    public List<Category> others() {
        return ordered().stream().filter(one -> !one.equals(open)).toList();
    }
}
