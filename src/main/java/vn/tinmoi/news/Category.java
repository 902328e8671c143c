package vn.tinmoi.news;

import org.jspecify.annotations.Nullable;

/**
 * A section of the site. {@code slug}: its name in addresses and topics, such as {@code tin-tuc}; {@code parent}: the slug of
 * the one it stands under; null: on the first level; {@code hidden}: readable, but nobody is led there.
 */
public record Category(
        String slug, String nameVi, String nameEn, @Nullable String parent, boolean hidden) {
    /** Where stories go that name no category. */
    public static final String DEFAULT = "tin-tuc";

    /** One on the first level. */
    public Category(String slug, String nameVi, String nameEn) {
        this(slug, nameVi, nameEn, null, false);
    }
}
