package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;

/** {@code values}: what stands in the fields; {@code version}: the portal's that they were made of. */
public record IdentityPage(Frame frame, int version, Map<String, String> values) {
    /** A field's label is the sentence of this key. */
    public String key(String field) {
        return "newsroom.identity." + field;
    }

    /** By their paths in the site's document, in their order. */
    public List<String> fields() {
        return IdentityRoutes.FIELDS;
    }
}
