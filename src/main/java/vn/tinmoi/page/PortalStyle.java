package vn.tinmoi.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.portal.Accent;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.text.Sha256;

/**
 * The little that a site's own look adds to the house's style: its accent in each theme, and what must be seen of its banner.
 * A file of its own, because no style may stand in a page, under an address that changes with it.
 */
public final class PortalStyle {
    public static final String PATH = "/giao-dien.css";

    private PortalStyle() {}

    /** Where it is; null: there is none. */
    static @Nullable String address(Portal portal) {
        var css = css(portal);
        return css.isEmpty() ? null : PATH + "?v=" + hash(css);
    }

    /** Eight characters that tell it from another. */
    public static String hash(String css) {
        return Sha256.hex(css.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    /** The style; empty: the house's own look will do. The selectors are those of {@code site.css}. */
    public static String css(Portal portal) {
        var accent = portal.accent();
        var pictures = portal.document().pictures();
        var css = new StringBuilder();
        if (!accent.equals(Accent.HOUSE)) {
            css.append(":root{--red:").append(accent.light()).append("}\n");
            css.append("@media screen and (prefers-color-scheme:dark){"
                            + ":root:not([data-theme=light],[data-theme=contrast]){--red:")
                    .append(accent.dark())
                    .append("}}\n");
            css.append(":root[data-theme=dark]{--red:").append(accent.dark()).append("}\n");
            css.append(":root[data-theme=contrast]{--red:")
                    .append(accent.contrast())
                    .append("}\n");
        }
        if (!accent.equals(Accent.HOUSE) || pictures.banner().equals("picture")) {
            css.append(".masthead{--sky:var(--paper-low)}\n"); // the drawing's sky is none of the grounds of Accent
        }
        if (pictures.banner().equals("picture")) {
            css.append(String.format(
                    Locale.ROOT, ".banner{object-position:%d%% %d%%}%n", pictures.focusX(), pictures.focusY()));
        }
        return css.toString();
    }
}
