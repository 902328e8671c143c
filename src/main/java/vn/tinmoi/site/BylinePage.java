package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;

/**
 * The stories of an author or a source, newest first.
 *
 * @param way from the front page to here
 * @param kind "Tác giả"; {@code name}: as the newest story spells it; {@code count}: "12 tin"
 * @param page 1 or more; {@code newer}, {@code older}: addresses of the pages beside it
 */
public record BylinePage(
        PageFrame frame,
        List<Crumb> way,
        String kind,
        String name,
        String count,
        List<HeadlineView> stories,
        int page,
        @Nullable String newer,
        @Nullable String older) {}
