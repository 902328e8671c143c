package vn.tinmoi.news;

/** A section of the site. {@code slug}: its name in addresses and topics, such as {@code tin-tuc}. */
public record Category(String slug, String nameVi, String nameEn) {
    /** Where stories go that name no category. */
    public static final String DEFAULT = "tin-tuc";
}
