package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;

/**
 * All that makes a site its own but the bytes of its pictures, as it goes from one database to another. Immutable; the same
 * site gives the same JSON, byte for byte.
 *
 * @param categories in their order
 * @param former what categories were called, and what each is called now
 * @param pages drafts among them, by their addresses
 */
public record WholeSite(
        SiteDocument document, List<Category> categories, SortedMap<String, String> former, List<OwnPage> pages) {
    private static final Pattern PICTURE = Pattern.compile("/media/([a-z0-9-]{1,80})-[1-9][0-9]{0,4}\\.(?:jpg|png)");

    /** One of the site's own pages; what {@code en} lacks is there in Vietnamese only. */
    public record OwnPage(String slug, SiteDocument.Words title, SiteDocument.Words bodyHtml, String status) {
        ObjectNode json() {
            var json = JsonNodeFactory.instance.objectNode().put("slug", slug);
            json.set("title", words(title.vi(), title.en()));
            json.set("bodyHtml", words(bodyHtml.vi(), bodyHtml.en()));
            return json.put("status", status);
        }
    }

    public WholeSite {
        categories = List.copyOf(categories);
        former = Collections.unmodifiableSortedMap(new TreeMap<>(former));
        pages = pages.stream().sorted(Comparator.comparing(OwnPage::slug)).toList();
    }

    /** The media ids that it names. */
    public List<String> pictureIds() {
        var inPages = pages.stream()
                .flatMap(page -> Stream.of(page.bodyHtml().vi(), page.bodyHtml().en()))
                .flatMap(body -> PICTURE.matcher(body).results())
                .map(found -> found.group(1));
        return Stream.concat(document.pictureIds().stream(), inPages)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    /** {@link WholeSiteForm#read} reads it. */
    public ObjectNode json() {
        var nodes = JsonNodeFactory.instance;
        var json = nodes.objectNode().put("format", WholeSiteForm.FORMAT);
        json.set("site", PortalReads.JSON.valueToTree(document));
        var list = json.putArray("categories");
        categories.forEach(one -> list.add(json(one)));
        var names = json.putObject("formerCategories");
        former.forEach(names::put);
        var own = json.putArray("pages");
        pages.forEach(page -> own.add(page.json()));
        return json;
    }

    private static ObjectNode json(Category one) {
        var json = JsonNodeFactory.instance.objectNode().put("slug", one.slug());
        json.set("name", words(one.nameVi(), one.nameEn()));
        if (one.parent() != null) json.put("parent", one.parent());
        return json.put("hidden", one.hidden());
    }

    private static ObjectNode words(String vi, String en) {
        return JsonNodeFactory.instance.objectNode().put("vi", vi).put("en", en);
    }

    /**
     * This site in the place of another: categories of the other that stories stand in and that are none here stay behind the
     * rest, on the first level, and former names of the other go on leading somewhere.
     *
     * @param stories how many stand in each category of the other, by its slug
     */
    WholeSite inPlaceOf(WholeSite other, Map<String, Long> stories) {
        var next = byName(categories, Category::slug);
        for (var one : other.categories) {
            boolean stays = stories.getOrDefault(one.slug(), 0L) > 0 && !former.containsKey(one.slug());
            if (stays) next.putIfAbsent(one.slug(), onTop(one));
        }
        var names = new TreeMap<>(former);
        other.former.forEach((slug, into) -> {
            var now = former.getOrDefault(into, into);
            if (!next.containsKey(slug) && next.containsKey(now)) names.putIfAbsent(slug, now);
        });
        return new WholeSite(document, List.copyOf(next.values()), names, pages);
    }

    private static Category onTop(Category one) {
        return new Category(one.slug(), one.nameVi(), one.nameEn(), null, one.hidden());
    }

    /** The page at an address; null: none. */
    @Nullable
    OwnPage page(String slug) {
        return pages.stream().filter(one -> one.slug().equals(slug)).findFirst().orElse(null);
    }

    private static <T> LinkedHashMap<String, T> byName(List<T> things, Function<T, String> name) {
        var named = new LinkedHashMap<String, T>();
        things.forEach(one -> named.put(name.apply(one), one));
        return named;
    }
}
