package vn.tinmoi.people;

/** What one may do. */
public enum Right {
    /** Drafts. */
    WRITE,
    /** Taking drafts for review, returning and approving them. */
    REVIEW,
    /** Everything that readers see. */
    PUBLISH,
    /** The site itself, and who works here. */
    MANAGE
}
