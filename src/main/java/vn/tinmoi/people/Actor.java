package vn.tinmoi.people;

import java.util.EnumSet;
import java.util.Set;
import vn.tinmoi.news.Problem;

/**
 * Who writes: an editor, a program, or the house itself. Immutable.
 *
 * @param name stands in revisions and the audit, and is the scope of idempotency keys; such as {@code token:cms}
 * @param categories whose stories they may touch, by their slugs; empty: all
 */
public record Actor(String name, Set<Right> rights, Set<String> categories) {
    public Actor {
        rights = Set.copyOf(rights);
        categories = Set.copyOf(categories);
    }

    /** One who has no say in the site itself; {@code mayPublish} false: only drafts. */
    public Actor(String name, boolean mayPublish) {
        this(name, mayPublish, false);
    }

    public Actor(String name, boolean mayPublish, boolean mayManage) {
        this(name, rights(mayPublish, mayManage), Set.of());
    }

    /** Of who writes, and may also publish or have a say in the site. */
    public static Set<Right> rights(boolean mayPublish, boolean mayManage) {
        var rights = EnumSet.of(Right.READ, Right.WRITE, Right.MEDIA);
        if (mayPublish) rights.addAll(EnumSet.of(Right.REVIEW, Right.PUBLISH));
        if (mayManage) rights.addAll(EnumSet.of(Right.MANAGE, Right.VISITS));
        return rights;
    }

    /** A name of the audit as pages show it: without what kind of actor it is. */
    public static String shown(String name) {
        return name.replaceFirst("^[a-z]+:", "");
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    public boolean mayPublish() {
        return may(Right.PUBLISH);
    }

    /** Whether they may touch stories of that category. */
    public boolean isFor(String category) {
        return categories.isEmpty() || categories.contains(category);
    }

    /** What one who may only write drafts is told. */
    public static Problem forbidden() {
        return forbidden(Right.PUBLISH);
    }

    /** What one is told who lacks that. */
    public static Problem forbidden(Right right) {
        return new Problem(Problem.Kind.FORBIDDEN, "right." + right.wire(), null);
    }

    /** FORBIDDEN for who has no say in the site itself. */
    public void requireManage() {
        require(Right.MANAGE);
    }

    /** FORBIDDEN for who may not do it. */
    public void require(Right right) {
        if (!may(right)) throw forbidden(right);
    }

    /** FORBIDDEN for who works for other categories. */
    public void requireFor(String category) {
        if (!isFor(category)) throw new Problem(Problem.Kind.FORBIDDEN, "right.category", "category", category);
    }
}
