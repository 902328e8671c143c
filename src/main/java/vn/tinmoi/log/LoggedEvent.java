package vn.tinmoi.log;

import java.time.Instant;
import vn.tinmoi.news.ArticleId;

/**
 * One row of the event log as subscribers get it.
 *
 * @param kind the event's name on the wire, such as {@code article.published}
 * @param category where the story stands; {@code previousCategory}: where it stood before the change
 * @param featured whether it concerns "Tin nổi bật"
 * @param payload the JSON text of the event's data, one line
 * @param at when it was appended, by PostgreSQL's clock
 */
public record LoggedEvent(
        Cursor id,
        String kind,
        ArticleId article,
        String category,
        String previousCategory,
        boolean featured,
        String payload,
        Instant at) {}
