package vn.tinmoi.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.text.Slugs;

/**
 * What may become of the list of categories: two levels, at most 200, every slug once. All functions give the next list and
 * leave theirs alone; what cannot be is a {@link Problem} that names the field.
 */
public final class CategoryRules {
    static final int MOST = 200;
    static final int NAME = 80; // characters
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_SLUG = 80;

    private CategoryRules() {}

    /**
     * What is wished of one category; null: as it is, or its default.
     *
     * @param parent empty: on the first level
     * @param position among those of its level, from 1; null: as it is, or the last
     */
    public record Wish(
            @Nullable String slug,
            @Nullable String nameVi,
            @Nullable String nameEn,
            @Nullable String parent,
            @Nullable Boolean hidden,
            @Nullable Integer position) {}

    static List<Category> added(List<Category> all, Wish wish) {
        if (all.size() >= MOST) throw Problem.invalid("slug", "category.too-many", MOST);
        if (wish.nameVi == null) throw Problem.invalid("name.vi", "field.missing");
        var name = name("name.vi", wish.nameVi);
        var slug = wish.slug == null ? cut(Slugs.of(name)) : slug(wish.slug);
        requireFree(all, slug);
        var added = new Category(
                slug,
                name,
                english(wish.nameEn, name),
                parent(all, wish.parent, slug),
                Boolean.TRUE.equals(wish.hidden));
        var next = new ArrayList<>(all);
        next.add(added);
        return placed(next, added, wish.position);
    }

    /** The slug of the wish, if it has another, becomes the category's: see {@link #slugAfter}. */
    static List<Category> changed(List<Category> all, Category was, Wish wish) {
        var slug = slugAfter(all, was, wish);
        var name = wish.nameVi == null ? was.nameVi() : name("name.vi", wish.nameVi);
        boolean translated = !was.nameEn().equals(was.nameVi());
        var now = new Category(
                slug,
                name,
                wish.nameEn != null ? english(wish.nameEn, name) : translated ? was.nameEn() : name,
                wish.parent == null ? was.parent() : parent(all, wish.parent, was.slug()),
                wish.hidden == null ? was.hidden() : wish.hidden);
        var next = new ArrayList<Category>();
        for (var one : all) {
            if (one.equals(was)) next.add(now);
            else next.add(was.slug().equals(one.parent()) ? under(one, slug) : one);
        }
        return wish.position == null ? next : placed(next, now, wish.position);
    }

    static String slugAfter(List<Category> all, Category was, Wish wish) {
        if (wish.slug == null || wish.slug.equals(was.slug())) return was.slug();
        var slug = slug(wish.slug);
        requireFree(all, slug);
        return slug;
    }

    /** Without one; those under it go where its stories go, if that is on the first level, else up. */
    static List<Category> removed(List<Category> all, Category gone, @Nullable Category into) {
        var parent = into == null || into.parent() != null ? null : into.slug();
        return all.stream()
                .filter(one -> !one.equals(gone))
                .map(one -> gone.slug().equals(one.parent()) ? under(one, parent) : one)
                .toList();
    }

    private static Category under(Category one, @Nullable String parent) {
        return new Category(one.slug(), one.nameVi(), one.nameEn(), parent, one.hidden());
    }

    private static List<Category> placed(List<Category> all, Category moved, @Nullable Integer position) {
        if (position == null) return List.copyOf(all);
        if (position < 1) throw Problem.invalid("position", "category.position");
        var level = all.stream()
                .filter(one -> !one.equals(moved) && same(one.parent(), moved.parent()))
                .toList();
        var next = new ArrayList<>(all);
        next.remove(moved);
        if (position > level.size()) next.add(moved);
        else next.add(next.indexOf(level.get(position - 1)), moved);
        return List.copyOf(next);
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static String slug(String text) {
        if (text.length() > LONGEST_SLUG || !SLUG.matcher(text).matches()) {
            throw Problem.invalid("slug", "category.slug", Fields.quoted(text));
        }
        return text;
    }

    private static void requireFree(List<Category> all, String slug) {
        if (all.stream().anyMatch(one -> one.slug().equals(slug))) {
            throw Problem.invalid("slug", "category.slug-taken", slug);
        }
    }

    private static String cut(String slug) {
        return slug.length() <= LONGEST_SLUG
                ? slug
                : slug.substring(0, LONGEST_SLUG).replaceFirst("-[^-]*$", "");
    }

    private static String name(String field, String text) {
        var name = Fields.line(field, text, NAME);
        if (name.isEmpty()) throw Problem.invalid(field, "field.missing");
        return name;
    }

    private static String english(@Nullable String text, String vietnamese) {
        var name = text == null ? "" : Fields.line("name.en", text, NAME);
        return name.isEmpty() ? vietnamese : name;
    }

    private static @Nullable String parent(List<Category> all, @Nullable String wished, String own) {
        if (wished == null || wished.isEmpty()) return null;
        var parent = all.stream()
                .filter(one -> one.slug().equals(wished))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("parent", "category.unknown", Fields.quoted(wished)));
        if (parent.slug().equals(own)) throw Problem.invalid("parent", "category.own-parent");
        boolean hasChildren = all.stream().anyMatch(one -> own.equals(one.parent()));
        if (parent.parent() != null || hasChildren) throw Problem.invalid("parent", "category.levels");
        return parent.slug();
    }
}
