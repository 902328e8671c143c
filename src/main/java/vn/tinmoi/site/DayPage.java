package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;

/**
 * The stories of a day.
 *
 * @param way from the front page to here
 * @param newer, older addresses of the pages beside it
 * @param before, after the nearest days that have stories
 */
public record DayPage(
        PageFrame frame,
        List<Crumb> way,
        List<HeadlineView> stories,
        @Nullable String newer,
        @Nullable String older,
        @Nullable Crumb before,
        @Nullable Crumb after) {}
