package vn.tinmoi.newsroom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was changed of the portal, the newest first. {@code next}: where older ones are; null: there are none. */
public record VersionsPage(
        Frame frame, List<Line> lines, @Nullable String next) {
    /** {@code restorable}: whether it is an earlier state of the document, to go back to. */
    public record Line(int version, String actor, String action, String at, String iso, boolean restorable) {}
}
