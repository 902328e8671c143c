package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.media.MediaRoutes;
import vn.tinmoi.news.Category;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.web.Language;

/**
 * A page of the portal with its one form.
 *
 * @param portal as it is now
 * @param version the portal's that the fields were made of
 * @param counting zone that visits are counted in, an IANA name
 * @param values what stands in the fields
 * @param stored what is stored now, where someone else saved meanwhile; empty: nobody did
 */
public record TopicPage(
        Frame frame,
        Portal portal,
        String counting,
        int version,
        Map<String, String> values,
        Map<String, String> stored) {

    private static final String MEDIA = "/media/";

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** What readers see now of a field that someone else gave another text; null: the same. */
    public @Nullable String theirs(String field) {
        var other = stored.get(field);
        return other == null || other.equals(value(field)) ? null : other;
    }

    /** The numbers of a list's rows. */
    public List<Integer> rows(String list) {
        return IntStream.range(0, Rows.of(values, list).size()).boxed().toList();
    }

    public String name(String list, int row, String part) {
        return Rows.name(list, row, part);
    }

    /** The address of a picture of ours that stands in a field; null: none does. */
    public @Nullable String shown(String field) {
        var address = value(field);
        boolean ours = address.startsWith(MEDIA) && MediaRoutes.isFile(address.substring(MEDIA.length()));
        return ours ? address : null;
    }

    public String category(Category one) {
        return frame.language() == Language.EN ? one.nameEn() : one.nameVi();
    }

    /** The fields of the named set of imprints that are still empty, by the keys of their names. */
    public List<String> missing() {
        return Imprints.missing(portal.document().imprint());
    }
}
