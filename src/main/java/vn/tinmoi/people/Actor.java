package vn.tinmoi.people;

import vn.tinmoi.news.Problem;

/**
 * Who writes: an editor, a program, or the house itself.
 *
 * @param name stands in revisions and the audit, and is the scope of idempotency keys; such as {@code token:cms}
 * @param mayPublish false: may create and change drafts, nothing that readers see
 * @param mayManage whether it may change the site itself: its name, look, menu, categories and pages
 */
public record Actor(String name, boolean mayPublish, boolean mayManage) {
    /** One who has no say in the site itself. */
    public Actor(String name, boolean mayPublish) {
        this(name, mayPublish, false);
    }

    /** What one who may only write drafts is told. */
    public static Problem forbidden() {
        return new Problem(Problem.Kind.FORBIDDEN, "right.publish", null);
    }

    /** FORBIDDEN for who has no say in the site itself. */
    public void requireManage() {
        if (!mayManage) throw new Problem(Problem.Kind.FORBIDDEN, "right.manage", null);
    }
}
