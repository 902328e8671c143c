package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;

/** One category, newest first. {@code page}: 1 or more; {@code newer}, {@code older}: addresses of the pages beside it. */
public record CategoryPage(
        PageFrame frame,
        PageFrame.CategoryLink category,
        List<HeadlineView> stories,
        int page,
        @Nullable String newer,
        @Nullable String older) {}
