package vn.tinmoi.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.CategoryRules.Wish;

/**
 * Reads what {@link WholeSite#json} wrote, or a person did, by the rules of the site's own calls; a {@link Problem} INVALID names
 * the first part that cannot be used by its path, such as {@code site.menu[2].to}. What {@code pictures} says is read elsewhere.
 */
public final class WholeSiteForm {
    static final int FORMAT = 1;
    private static final int MOST_PAGES = 1_000;
    private static final int SLUG = 80; // characters
    private static final Pattern NAME_IN_ADDRESSES = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> PARTS =
            Set.of("format", "site", "categories", "formerCategories", "pages", "pictures");

    private WholeSiteForm() {}

    /** Takes some milliseconds a page: not for an event loop. */
    public static WholeSite read(ObjectNode json) {
        JsonParts.requireKnown(json, "", PARTS);
        if (JsonParts.number(json.get("format"), "format", FORMAT, FORMAT) == null) {
            throw Problem.invalid("format", "field.missing");
        }
        var categories = categories(json);
        var former = former(json, categories);
        requireDefault(categories, former);
        var pages = JsonParts.list(json, "pages", "pages", MOST_PAGES, WholeSiteForm::page);
        requireOnce(pages);
        return new WholeSite(document(json, categories, former, pages), categories, former, pages);
    }

    /** Every entry may lead to what the file has, and to what had gone when it was written. */
    private static SiteDocument document(
            ObjectNode json, List<Category> categories, Map<String, String> former, List<WholeSite.OwnPage> pages) {
        var given = JsonParts.object(json, "site", "site");
        if (given == null) throw Problem.invalid("site", "field.missing");
        var titles = pages.stream()
                .map(page -> new Portal.PageTitle(
                        page.slug(), page.title().vi(), page.title().en()))
                .toList();
        var around = new Portal(0, asItIs(given), categories, former, titles, Map.of());
        return at("site.", () -> SiteForm.read(given, around));
    }

    /** {@code ids}: of the pictures that come with it. */
    public static void requirePictures(WholeSite site, Set<String> ids) {
        for (var one : SiteForm.pictures(site.document())) {
            if (!ids.contains(one.id())) throw Problem.invalid("site." + one.field(), "image.unknown", one.id());
        }
    }

    private static SiteDocument asItIs(ObjectNode given) {
        try {
            return PortalReads.JSON.treeToValue(given, SiteDocument.class);
        } catch (JsonProcessingException e) { // the form says what is wrong with it
            return SiteDocument.untouched("");
        }
    }

    /** First all of them, then what stands under what: a parent may come later. */
    private static List<Category> categories(ObjectNode json) {
        var wishes = JsonParts.list(
                json,
                "categories",
                "categories",
                CategoryRules.MOST,
                (one, path) -> at(path + ".", () -> CategoryApi.wish(JsonParts.requireObject(one, path))));
        List<Category> all = List.of();
        for (int i = 0; i < wishes.size(); i++) {
            var before = all;
            var alone = alone(wishes.get(i));
            all = at("categories[" + i + "].", () -> CategoryRules.added(before, alone));
        }
        for (int i = 0; i < wishes.size(); i++) {
            if (wishes.get(i).parent() == null) continue;
            var before = all;
            var under = new Wish(null, null, null, wishes.get(i).parent(), null, null);
            var one = all.get(i);
            all = at("categories[" + i + "].", () -> CategoryRules.changed(before, one, under));
        }
        return all;
    }

    private static Wish alone(Wish wish) {
        return new Wish(wish.slug(), wish.nameVi(), wish.nameEn(), null, wish.hidden(), null);
    }

    private static SortedMap<String, String> former(ObjectNode json, List<Category> categories) {
        var former = new TreeMap<String, String>();
        var given = JsonParts.object(json, "formerCategories", "formerCategories");
        if (given == null) return former;
        given.fieldNames().forEachRemaining(slug -> {
            var path = "formerCategories." + Fields.quoted(slug);
            requireSlug(slug, path);
            if (has(categories, slug)) throw Problem.invalid(path, "category.slug-taken", slug);
            var into = JsonParts.line(given, slug, path, SLUG);
            if (!has(categories, into)) throw Problem.invalid(path, "category.unknown", into);
            former.put(slug, into);
        });
        return former;
    }

    private static boolean has(List<Category> categories, String slug) {
        return categories.stream().anyMatch(one -> one.slug().equals(slug));
    }

    private static void requireDefault(List<Category> categories, Map<String, String> former) {
        if (has(categories, Category.DEFAULT) || former.containsKey(Category.DEFAULT)) return;
        throw Problem.invalid("categories", "category.default", Category.DEFAULT);
    }

    private static WholeSite.OwnPage page(JsonNode one, String path) {
        var given = JsonParts.requireObject(one, path);
        JsonParts.requireKnown(given, path + ".", Set.of("slug", "title", "bodyHtml", "status"));
        var slug = JsonParts.line(given, "slug", path + ".slug", SLUG);
        requireSlug(slug, path + ".slug");
        return PageForm.read(given, slug, path + ".");
    }

    static void requireSlug(String slug, String path) {
        if (slug.length() <= SLUG && NAME_IN_ADDRESSES.matcher(slug).matches()) return;
        throw Problem.invalid(path, "category.slug", Fields.quoted(slug));
    }

    private static void requireOnce(List<WholeSite.OwnPage> pages) {
        var seen = new ArrayList<String>();
        for (var page : pages) {
            if (seen.contains(page.slug())) throw Problem.invalid("pages[" + seen.size() + "].slug", "list.twice");
            seen.add(page.slug());
        }
    }

    /** As it is, or refused at its path in the file. */
    private static <T> T at(String path, Supplier<T> part) {
        try {
            return part.get();
        } catch (Problem problem) {
            throw new Problem(
                    problem.kind(),
                    problem.code(),
                    within(path, problem.field()),
                    problem.arguments().toArray());
        }
    }

    private static String within(String path, @Nullable String field) {
        return field == null ? path.substring(0, path.length() - 1) : path + field;
    }
}
