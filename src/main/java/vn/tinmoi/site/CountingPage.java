package vn.tinmoi.site;

import java.util.List;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.PageFrame;

/**
 * What the counters' numbers mean. {@code setAside}: by reason; {@code all}: for any reason; {@code error}: of the estimated
 * readers, "±0,81 %".
 */
public record CountingPage(
        PageFrame frame, List<Crumb> way, List<SetAsideView> setAside, SetAsideView all, String error) {}
