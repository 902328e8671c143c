package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.people.Right;

/**
 * The tokens by which programs write.
 *
 * @param ofSettings when the settings' own was last used, in words, empty: never; null: they have none
 * @param made the one that was just made, shown this once; empty: none
 * @param values what was typed in the form
 */
public record TokensPage(
        Frame frame,
        @Nullable String ofSettings,
        List<Row> rows,
        String made,
        Map<String, String> values,
        Set<String> wished) {

    /** What a program may be allowed to do; reviewing is people's. */
    static final List<Right> OFFERED =
            List.of(Right.READ, Right.WRITE, Right.PUBLISH, Right.MEDIA, Right.MANAGE, Right.VISITS);

    /** How long one may be good for, in days; 0: for ever. */
    public static final List<Integer> DAYS = List.of(30, 90, 365, 0);

    /** {@code rights}: their keys; {@code by}: empty: the first start; {@code until}, {@code used}: in words, empty: never. */
    public record Row(
            long id,
            String name,
            List<String> rights,
            String by,
            String made,
            String until,
            boolean over,
            String used) {}

    public List<Right> rights() {
        return OFFERED;
    }

    public List<Integer> days() {
        return DAYS;
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }
}
