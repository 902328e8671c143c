package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * The categories as an administrator changes them. A change reads the list, decides by {@link CategoryRules} and is written
 * under the version that was read; who loses a race decides again on what the winner left. A future that succeeds is committed
 * and known to this node; stories that have to move have moved, or will when PostgreSQL, which went away meanwhile, is there
 * again. Any thread; fails with a {@link Problem}.
 */
public final class Categories {
    private static final int TRIES = 20; // each round of a race has a winner

    private final PortalReads reads;
    private final CategoryWrites writes;
    private final CurrentPortal current;
    private final Supplier<Future<Integer>> moving;

    /** {@code moving}: moves the stories of categories that are gone, and gives how many. */
    public Categories(Database db, PortalReads reads, CurrentPortal current, Supplier<Future<Integer>> moving) {
        this.reads = reads;
        this.writes = new CategoryWrites(db);
        this.current = current;
        this.moving = moving;
    }

    /** The list with the new one, by its slug. {@code seen}: the portal's version that the caller saw; null: whichever. */
    public Future<Category> add(CategoryRules.Wish wish, @Nullable Integer seen, Actor actor) {
        return write(seen, actor, portal -> {
                    var next = CategoryRules.added(portal.categories(), wish);
                    var added = next.stream()
                            .filter(one -> !portal.categories().contains(one))
                            .findFirst()
                            .orElseThrow();
                    return new Decided(added.slug(), step("category.add", added.slug(), next, null, null));
                })
                .map(this::now);
    }

    /** NOT_FOUND for an unknown one. Another slug makes the former address lead to it and moves its stories. */
    public Future<Category> change(String slug, CategoryRules.Wish wish, @Nullable Integer seen, Actor actor) {
        return write(seen, actor, portal -> {
                    var was = known(portal, slug);
                    var next = CategoryRules.changed(portal.categories(), was, wish);
                    var now = CategoryRules.slugAfter(portal.categories(), was, wish);
                    if (next.equals(portal.categories())) return new Decided(slug, null);
                    boolean renamed = !now.equals(slug);
                    return new Decided(
                            now, step("category.change", slug, next, renamed ? slug : null, renamed ? now : null));
                })
                .compose(now -> moved().map(moved -> now(now)));
    }

    /**
     * Takes one away; {@code into}: where its stories and its address go; null: it must have none, or it is a CONFLICT with
     * their number. Gives how many stories moved.
     */
    public Future<Integer> remove(String slug, @Nullable String into, @Nullable Integer seen, Actor actor) {
        return write(seen, actor, portal -> {
                    var gone = known(portal, slug);
                    var heir = into == null ? null : heir(portal, gone, into);
                    if (heir == null && slug.equals(portal.current(Category.DEFAULT)))
                        throw Problem.conflict("category.default", slug);
                    var next = CategoryRules.removed(portal.categories(), gone, heir);
                    return new Decided(
                            slug, step("category.remove", slug, next, slug, heir == null ? null : heir.slug()));
                })
                .recover(failure ->
                        failure instanceof CategoryWrites.StillUsed ? used(slug) : Future.failedFuture(failure))
                .compose(gone -> moved());
    }

    /** How many moved; the change itself is committed, and each node goes on with it by itself. */
    private Future<Integer> moved() {
        return moving.get()
                .recover(failure -> Problem.isAway(failure) ? Future.succeededFuture(0) : Future.failedFuture(failure));
    }

    private Future<String> used(String slug) {
        return writes.stories(slug)
                .compose(number -> Future.failedFuture(Problem.conflict("category.used", slug, number)));
    }

    private static Category known(Portal portal, String slug) {
        return portal.category(slug).orElseThrow(() -> Problem.notFound("category.unknown", slug));
    }

    private static Category heir(Portal portal, Category gone, String into) {
        if (into.equals(gone.slug())) throw Problem.invalid("into", "category.into-itself");
        return portal.category(into).orElseThrow(() -> Problem.invalid("into", "category.unknown", into));
    }

    private static CategoryWrites.Step step(
            String action, String slug, List<Category> next, @Nullable String gone, @Nullable String into) {
        var detail = new JsonObject().put("slug", slug);
        if (into != null) detail.put("into", into);
        return new CategoryWrites.Step(action, detail, next, gone, into);
    }

    private Category now(String slug) {
        return known(current.get(), slug);
    }

    /** What came of a wish: the slug it is about, and what to write; null: nothing. */
    private record Decided(String slug, CategoryWrites.@Nullable Step step) {}

    private Future<String> write(@Nullable Integer seen, Actor actor, Function<Portal, Decided> decide) {
        return write(seen, actor, decide, TRIES);
    }

    private Future<String> write(@Nullable Integer seen, Actor actor, Function<Portal, Decided> decide, int tries) {
        return reads.portal().compose(portal -> {
            if (seen != null && seen != portal.version()) throw Problem.conflict("portal.version", portal.version());
            var decided = decide.apply(portal);
            if (decided.step() == null) return current.renew().map(known -> decided.slug());
            return writes.write(portal.version(), decided.step(), actor).compose(written -> {
                if (written) return current.renew().map(known -> decided.slug());
                if (tries == 1) return Future.failedFuture(Problem.unavailable("desk.busy"));
                return write(seen, actor, decide, tries - 1);
            });
        });
    }
}
