package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.web.Language;

/**
 * The portal's own pages, or one of them. {@code all}: without their texts; {@code slug}: of the open one, null: the list;
 * {@code values}: what stands in its fields; {@code version}: the portal's that they were made of.
 */
public record PagesPage(
        Frame frame, List<Pages.Kept> all, @Nullable String slug, int version, Map<String, String> values) {
    /** Those that readers of a portal look for, by the keys of their names. */
    private static final Map<String, String> USUAL = Map.of(
            "gioi-thieu", "newsroom.pages.about",
            "lien-he", "newsroom.pages.contact",
            "so-do-cong", "newsroom.pages.map",
            "dieu-khoan", "newsroom.pages.terms",
            "kha-nang-tiep-can", "newsroom.pages.access");

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public String name(Pages.Kept one) {
        var title = one.page().title();
        return frame.language() == Language.EN && !title.en().isEmpty() ? title.en() : title.vi();
    }

    /** The usual ones that there are not, by the keys of their names. */
    public List<String> lacking() {
        return USUAL.keySet().stream()
                .filter(slug -> all.stream().noneMatch(one -> one.page().slug().equals(slug)))
                .sorted()
                .map(slug -> Objects.requireNonNull(USUAL.get(slug)))
                .toList();
    }
}
