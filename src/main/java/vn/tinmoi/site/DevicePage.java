package vn.tinmoi.site;

import vn.tinmoi.page.PageFrame;

/** The frame of what a reader's device holds. {@code saved}: what they put aside, else what was kept as they read. */
public record DevicePage(PageFrame frame, boolean saved) {}
