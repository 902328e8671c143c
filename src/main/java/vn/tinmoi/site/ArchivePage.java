package vn.tinmoi.site;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.PageFrame;

/**
 * A year's days with how many stories each has.
 *
 * @param way from the front page to here
 * @param weekdays from Monday
 * @param months that have stories, newest first; empty: the site has none
 * @param years that have stories, newest first
 */
public record ArchivePage(
        PageFrame frame, List<Crumb> way, List<Weekday> weekdays, List<Month> months, List<Year> years) {
    static final String ROOT = "/luu-tru";

    /** The address of a day's stories, a path without the language's prefix. */
    static String path(LocalDate day) {
        return ROOT + "/" + DateTimeFormatter.ISO_LOCAL_DATE.format(day);
    }

    public record Weekday(String brief, String whole) {}

    public record Year(String name, String url, boolean open) {}

    /** {@code count}: "12 tin". */
    public record Month(String id, String name, String count, List<List<@Nullable Day>> weeks) {}

    /** A day of a month, null where the week has one of another month. {@code url} null: it has no stories. */
    public record Day(int number, @Nullable String url, String stories, String count) {}
}
