package vn.tinmoi.people;

import vn.tinmoi.news.Problem;

/**
 * Who writes: an editor, a program, or the house itself.
 *
 * @param name stands in revisions and the audit, and is the scope of idempotency keys; such as {@code token:cms}
 * @param mayPublish false: may create and change drafts, nothing that readers see
 */
public record Actor(String name, boolean mayPublish) {
    /** What one who may only write drafts is told. */
    public static Problem forbidden() {
        return new Problem(Problem.Kind.FORBIDDEN, "right.publish", null);
    }
}
