package vn.tinmoi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;

final class CategoryRulesTest {
    private static final List<Category> TWO =
            List.of(new Category("tin-tuc", "Tin tức", "News"), new Category("xa-hoi", "Xã hội", "Society"));

    private static CategoryRules.Wish wish(String slug, String name, String parent, Integer position) {
        return new CategoryRules.Wish(slug, name, null, parent, null, position);
    }

    @Test
    void aNewOneIsTheLastAndItsAddressIsMadeOfItsName() {
        var next = CategoryRules.added(TWO, wish(null, " Đất và người Thượng Ngàn ", null, null));

        assertThat(next.getLast())
                .isEqualTo(new Category(
                        "dat-va-nguoi-thuong-ngan",
                        "Đất và người Thượng Ngàn",
                        "Đất và người Thượng Ngàn",
                        null,
                        false));
    }

    @Test
    void itTakesThePlaceThatIsAskedFor() {
        var next = CategoryRules.added(TWO, wish("moi", "Mới", null, 1));
        assertThat(next).extracting(Category::slug).containsExactly("moi", "tin-tuc", "xa-hoi");

        var back = CategoryRules.changed(next, next.getFirst(), wish(null, null, null, 3));
        assertThat(back).extracting(Category::slug).containsExactly("tin-tuc", "xa-hoi", "moi");
    }

    @Test
    void anotherSlugTakesTheOnesUnderItAlong() {
        var nested = CategoryRules.added(TWO, wish("y-te", "Y tế", "xa-hoi", null));

        var next = CategoryRules.changed(nested, nested.get(1), wish("doi-song", null, null, null));

        assertThat(next.get(1).slug()).isEqualTo("doi-song");
        assertThat(next.get(2).parent()).isEqualTo("doi-song");
    }

    @Test
    void whatCannotBeNamesItsField() {
        var nested = CategoryRules.added(TWO, wish("y-te", "Y tế", "xa-hoi", null));

        assertField("slug", () -> CategoryRules.added(TWO, wish("tin-tuc", "Khác", null, null)));
        assertField("slug", () -> CategoryRules.added(TWO, wish("Tin Tức", "Khác", null, null)));
        assertField("slug", () -> CategoryRules.changed(TWO, TWO.getFirst(), wish("xa-hoi", null, null, null)));
        assertField("name.vi", () -> CategoryRules.added(TWO, wish("a", null, null, null)));
        assertField("name.vi", () -> CategoryRules.added(TWO, wish("a", "  ", null, null)));
        assertField("name.vi", () -> CategoryRules.added(TWO, wish("a", "x".repeat(81), null, null)));
        assertField("parent", () -> CategoryRules.added(TWO, wish("a", "A", "khong-co", null)));
        assertField("parent", () -> CategoryRules.added(nested, wish("a", "A", "y-te", null)));
        assertField("parent", () -> CategoryRules.changed(nested, nested.get(1), wish(null, null, "tin-tuc", null)));
        assertField("parent", () -> CategoryRules.changed(TWO, TWO.get(1), wish(null, null, "xa-hoi", null)));
        assertField("position", () -> CategoryRules.added(TWO, wish("a", "A", null, 0)));
        var full = IntStream.range(0, 200)
                .mapToObj(i -> new Category("c" + i, "C", "C"))
                .toList();
        assertField("slug", () -> CategoryRules.added(full, wish("a", "A", null, null)));
    }

    private static void assertField(String field, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
            assertThat(problem.field()).isEqualTo(field);
        });
    }

    /** Whatever is wished: every slug once, two levels, nobody lost but who was taken away. */
    @Test
    void noWayOfChangingLeadsOutOfTwoLevels() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            List<Category> list = new ArrayList<>(TWO);
            for (int step = 0; step < 60; step++) list = stepped(list, random, step);
        }
    }

    private static List<Category> stepped(List<Category> list, Random random, int step) {
        var one = list.isEmpty() ? null : list.get(random.nextInt(list.size()));
        var other = list.isEmpty() ? null : list.get(random.nextInt(list.size()));
        var wish = new CategoryRules.Wish(
                random.nextInt(3) == 0 ? "s" + random.nextInt(12) : null,
                random.nextInt(4) == 0 ? null : "Mục " + step,
                null,
                other == null || random.nextBoolean() ? (random.nextBoolean() ? "" : null) : other.slug(),
                random.nextBoolean(),
                random.nextBoolean() ? 1 + random.nextInt(9) : null);
        List<Category> next;
        try {
            next = switch (random.nextInt(3)) {
                case 0 -> CategoryRules.added(list, wish);
                case 1 -> one == null ? list : CategoryRules.changed(list, one, wish);
                default -> one == null || one.equals(other) ? list : CategoryRules.removed(list, one, other);
            };
        } catch (Problem refused) {
            return list;
        }
        assertThat(new HashSet<>(next.stream().map(Category::slug).toList())).hasSameSizeAs(next);
        assertThat(next.size()).isBetween(list.size() - 1, list.size() + 1);
        for (var each : next) {
            if (each.parent() == null) continue;
            assertThat(next).anyMatch(parent -> parent.slug().equals(each.parent()) && parent.parent() == null);
        }
        return next;
    }
}
