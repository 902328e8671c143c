package vn.tinmoi.text;

import java.util.Locale;

/** The site speaks Vietnamese to everyone whose locale is not English. */
final class English {
    private English() {}

    static boolean is(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
