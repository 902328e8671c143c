package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.RankedView;

/**
 * The dashboard as it stands before its script goes on with it. {@code minutes}: of the last hour, newest first; {@code hours}: of today, oldest first; {@code days}: the
 * last 30; {@code ranked}: up to 10; {@code setAside}: what was not counted, by reason, and {@code all} of it; {@code error}: of the estimated readers, "±0,81 %".
 */
public record BoardPage(
        PageFrame frame,
        List<MinuteView> minutes,
        List<HourView> hours,
        List<DayView> days,
        List<RankedView> ranked,
        List<SetAsideView> setAside,
        SetAsideView all,
        String error) {

    /** {@code online}: null and "–" where it is not known; {@code label}: "14:05". */
    public record MinuteView(
            String begin, String label, @Nullable Long online, String onlineText, String visitsText) {}

    /** {@code begin}: ISO 8601; {@code label}: "14:00"; {@code visitsText}: in the page's form (1.234). */
    public record HourView(String begin, String label, long visits, String visitsText) {}

    /** {@code day}: ISO 8601; {@code label}: "22/11/2026"; {@code readers}: null and "–" where there is no estimate. */
    public record DayView(
            String day,
            String label,
            long visits,
            String visitsText,
            @Nullable Long readers,
            String readersText) {}
}
