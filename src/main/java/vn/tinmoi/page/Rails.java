package vn.tinmoi.page;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;

/** "Tin mới" and "Tin nổi bật", which stand on every page. {@code cursor}: where the log was before they were read. */
public record Rails(Cursor cursor, List<Headline> latest, List<Headline> featured, Instant readAt) {
    static final int LATEST = 20;
    static final int FEATURED = 10;

    public Set<ArticleId> shows() {
        return Stream.concat(latest.stream(), featured.stream())
                .map(Headline::id)
                .collect(Collectors.toSet());
    }

    /** Whether a reader would see the same. */
    boolean saysTheSameAs(Rails other) {
        return latest.equals(other.latest) && featured.equals(other.featured);
    }

    /** The same without a story that was withdrawn. */
    Rails without(ArticleId withdrawn) {
        return new Rails(cursor, without(latest, withdrawn), without(featured, withdrawn), readAt);
    }

    private static List<Headline> without(List<Headline> list, ArticleId withdrawn) {
        return list.stream().filter(one -> !one.id().equals(withdrawn)).toList();
    }
}
