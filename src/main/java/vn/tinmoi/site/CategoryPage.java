package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;

/** One category and those below it, newest first. {@code below}: those that readers are led to; {@code slugs}: whose stories it holds; {@code page}: 1 or more; {@code newer}, {@code older}: addresses of the pages beside it. */
public record CategoryPage(
        PageFrame frame,
        PageFrame.CategoryLink category,
        List<PageFrame.CategoryLink> below,
        List<String> slugs,
        List<HeadlineView> stories,
        int page,
        @Nullable String newer,
        @Nullable String older) {}
