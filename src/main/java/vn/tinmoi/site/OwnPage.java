package vn.tinmoi.site;

import java.util.List;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.PageFrame;

/**
 * One of the portal's own pages. {@code bodyHtml}: sanitised when it was saved; {@code untranslated}: an English page whose
 * text there is in Vietnamese only; {@code updated}: "23/11/2026 14:05".
 */
public record OwnPage(
        PageFrame frame, List<Crumb> way, String bodyHtml, boolean untranslated, String updated, String updatedIso) {}
