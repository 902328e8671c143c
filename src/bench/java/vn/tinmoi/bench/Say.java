package vn.tinmoi.bench;

import java.util.Locale;

/** Prints a line of figures. */
final class Say {
    private Say() {}

    static void line(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }

    /** The exit code for what a crowd saw. */
    static int verdict(Tally tally) {
        return tally.of(Count.LOST) + tally.of(Count.DOUBLED) + tally.of(Count.ASTRAY) == 0 ? 0 : 1;
    }
}
