package vn.tinmoi.site;

import java.util.regex.Pattern;

/**
 * Lets the moving pictures of a text stand still for readers who want that: each has a still of the same name. In the page and not
 * in the stored text, because the sanitiser has the last word on that.
 */
final class MovingPictures {
    /** As the sanitiser writes it: quotes in values are escaped. */
    private static final Pattern MOVING = Pattern.compile(
            "<img ((?:(?!src=)[a-z]++=\"[^\"]*+\" )*+)src=\"(/media/[a-z0-9-]{1,88})\\.gif\"((?: [a-z]++=\"[^\"]*+\")*+) />");

    private MovingPictures() {}

    /** {@code html}: a body as it is stored, which the sanitiser has written. */
    static String calmed(String html) {
        if (!html.contains(".gif\"")) return html;
        return MOVING.matcher(html)
                .replaceAll("<picture><source media=\"(prefers-reduced-motion: no-preference)\" srcset=\"$2.gif\" />"
                        + "<img $1src=\"$2.png\"$3 /></picture>");
    }
}
