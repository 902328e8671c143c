package vn.tinmoi.desk;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleStatus;

/** Where a story is on its way from who writes it to who reads it. */
public enum Stage {
    DRAFT(ArticleStatus.DRAFT),
    WAITING(ArticleStatus.DRAFT),
    REVIEWING(ArticleStatus.DRAFT),
    RETURNED(ArticleStatus.DRAFT),
    APPROVED(ArticleStatus.DRAFT),
    SCHEDULED(ArticleStatus.SCHEDULED),
    PUBLISHED(ArticleStatus.PUBLISHED),
    WITHDRAWN(ArticleStatus.WITHDRAWN);

    private final ArticleStatus status;

    Stage(ArticleStatus status) {
        this.status = status;
    }

    /** {@code noted}: how far a draft is; null: it is being written. */
    static Stage of(ArticleStatus status, @Nullable String noted) {
        return ofWire(status == ArticleStatus.DRAFT && noted != null ? noted : status.wire());
    }

    /** What the article's own status is there. */
    public ArticleStatus status() {
        return status;
    }

    /** Its name in the database and on pages: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Stage ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
