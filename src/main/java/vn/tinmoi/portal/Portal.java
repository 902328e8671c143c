package vn.tinmoi.portal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Picture;
import vn.tinmoi.text.Sha256;

/**
 * Whose site this is, at one moment. Immutable: who makes a page takes it once.
 *
 * @param version how many changes there were of it; 0: untouched
 * @param document its bands name categories that there are, as they are called now
 * @param categories in the order of the navigation, hidden ones among them
 * @param former what categories were called, or were merged from, and where that leads now
 * @param pages the portal's own that are published, by their address
 * @param pictures those that the document names, by their ids
 */
public record Portal(
        int version,
        SiteDocument document,
        List<Category> categories,
        Map<String, String> former,
        List<PageTitle> pages,
        Map<String, Picture> pictures) {

    /** {@code titleEn} empty: there is only the Vietnamese text. */
    public record PageTitle(String slug, String titleVi, String titleEn) {}

    public Portal {
        categories = List.copyOf(categories);
        former = Map.copyOf(former);
        document = document.following(former, categories);
        pages = List.copyOf(pages);
        pictures = Map.copyOf(pictures);
    }

    /** Another one whenever what stands around every page is. */
    public String frameMark() {
        var frame = SiteWrites.text(document.withoutFront());
        return mark(frame + categories + pages);
    }

    /** The same of the front page. */
    public String frontMark() {
        return mark(SiteWrites.text(document) + categories + pages);
    }

    private static String mark(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    /** As each theme can read it. */
    public Accent accent() {
        return Accent.ofStored(document.accent());
    }

    /** Whether what is shown for a time only, the notice and the poster, is the same at both moments. */
    public boolean isTheSameAt(Instant one, Instant other) {
        var notice = document.notice();
        var poster = document.poster();
        return (notice == null || notice.isShown(one) == notice.isShown(other))
                && (poster == null || poster.isShown(one) == poster.isShown(other));
    }

    public String name() {
        return document.name();
    }

    public Optional<Category> category(String slug) {
        return categories.stream().filter(one -> one.slug().equals(slug)).findFirst();
    }

    /** What a category or page of this site is called, by its address; null: neither. */
    public @Nullable String nameOf(String to) {
        if (to.startsWith("/chuyen-muc/")) {
            return category(current(to.substring("/chuyen-muc/".length())))
                    .map(Category::nameVi)
                    .orElse(null);
        }
        return pages.stream()
                .filter(page -> to.equals("/trang/" + page.slug()))
                .map(PageTitle::titleVi)
                .findFirst()
                .orElse(null);
    }

    /** What a category is called now; the same where it was never called otherwise. */
    public String current(String slug) {
        return former.getOrDefault(slug, slug);
    }

    /** The categories that are no longer any, by their slugs, and where each leads now; an empty text: nowhere. */
    public Map<String, String> goneSince(Portal before) {
        return before.categories.stream()
                .map(Category::slug)
                .filter(slug -> category(slug).isEmpty())
                .collect(Collectors.toMap(slug -> slug, slug -> former.getOrDefault(slug, "")));
    }

    /** Those that readers are led to. */
    public List<Category> visible() {
        return categories.stream().filter(one -> !one.hidden()).toList();
    }

    /** Its second level, or the first of all for an empty slug. */
    public List<Category> under(String parent) {
        return visible().stream()
                .filter(one -> parent.isEmpty() ? one.parent() == null : parent.equals(one.parent()))
                .toList();
    }

    /** The category and those below it, by their slugs. */
    public List<String> tree(String slug) {
        return categories.stream()
                .filter(one -> one.slug().equals(slug) || slug.equals(one.parent()))
                .map(Category::slug)
                .collect(Collectors.toList());
    }

    /** Null: the house's own. */
    public @Nullable Picture icon() {
        return picture(document.pictures().icon());
    }

    /** A picture that the document names; null: it names none. */
    public @Nullable Picture picture(@Nullable String id) {
        return id == null ? null : pictures.get(id);
    }
}
