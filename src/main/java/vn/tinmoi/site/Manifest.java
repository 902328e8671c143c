package vn.tinmoi.site;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import vn.tinmoi.news.Picture;
import vn.tinmoi.portal.IconSize;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.web.Representation;

/** {@code /site.webmanifest}: what a phone calls and shows the site by when a reader puts it on the home screen. */
final class Manifest {
    private static final int SHORT = 12; // characters that stand under an icon; longer names the phone cuts by itself

    private Manifest() {}

    /** {@code asset}: the address of a file of {@code webroot}. */
    static Representation of(Portal portal, Function<String, String> asset) {
        var manifest = new JsonObject().put("name", portal.name());
        var shortName = portal.document().shortName();
        if (!shortName.isEmpty()) manifest.put("short_name", shortName);
        else if (portal.name().length() <= SHORT) manifest.put("short_name", portal.name());
        manifest.put("lang", "vi")
                .put("start_url", portal.document().offersEnglishFirst() ? "/en" : "/")
                .put("scope", "/")
                .put("display", "minimal-ui")
                .put("background_color", "#fffdf9")
                .put("theme_color", portal.accent().light())
                .put("icons", icons(portal, asset));
        return Representation.of(
                "application/manifest+json; charset=utf-8",
                manifest.toBuffer().getBytes(),
                Map.of("Cache-Control", "no-cache"));
    }

    private static JsonArray icons(Portal portal, Function<String, String> asset) {
        var own = portal.icon();
        if (own != null) {
            return new JsonArray()
                    .add(icon(own, IconSize.HOME))
                    .add(icon(own, IconSize.LARGE))
                    .add(icon(own, IconSize.MASKABLE).put("purpose", "maskable"));
        }
        return new JsonArray()
                .add(icon(asset.apply("icon.svg"), "image/svg+xml", "any"))
                .add(icon(asset.apply("icon-512.png"), "image/png", "512x512"))
                .add(icon(asset.apply("icon-maskable.svg"), "image/svg+xml", "any")
                        .put("purpose", "maskable"));
    }

    private static JsonObject icon(Picture own, IconSize size) {
        return icon(size.address(own), "image/png", size.pixels() + "x" + size.pixels());
    }

    private static JsonObject icon(String address, String type, String sizes) {
        return new JsonObject().put("src", address).put("type", type).put("sizes", sizes);
    }
}
