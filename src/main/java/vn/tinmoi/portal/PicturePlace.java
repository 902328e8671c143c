package vn.tinmoi.portal;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.SiteDocument.Pictures;

/** Where a picture of the portal stands, and how small it may be, in pixels. */
public enum PicturePlace {
    BANNER(960, 96),
    LOGO(64, 64),
    ICON(192, 192);

    /** Of a rendition that is sharp where a logo stands, twice its height. */
    public static final int LOGO_PIXELS = 160;

    private final int width;
    private final int height;

    PicturePlace(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** INVALID at {@code file} for one that is too small here, and for an icon that is no square. */
    public void requireFits(Picture picture) {
        if (picture.width() < width || picture.height() < height) {
            throw Problem.invalid("file", "site.too-small", picture.width(), picture.height(), width, height);
        }
        boolean square = Math.abs(picture.width() - picture.height()) * 20 <= picture.width();
        if (this == ICON && !square) throw Problem.invalid("file", "site.square", picture.width(), picture.height());
    }

    /**
     * With that picture here.
     *
     * @param dark whether it is for the dark theme alone, which only a banner has
     * @param x, y what must be seen of it, in percent; null: as before
     */
    public Pictures worn(Pictures now, String id, boolean dark, @Nullable Integer x, @Nullable Integer y) {
        int focusX = x == null ? now.focusX() : x;
        int focusY = y == null ? now.focusY() : y;
        return switch (this) {
            case BANNER ->
                new Pictures(
                        "picture",
                        dark && now.light() != null ? now.light() : id,
                        dark ? id : now.dark(),
                        focusX,
                        focusY,
                        now.logo(),
                        now.icon());
            case LOGO -> new Pictures(now.banner(), now.light(), now.dark(), focusX, focusY, id, now.icon());
            case ICON -> new Pictures(now.banner(), now.light(), now.dark(), focusX, focusY, now.logo(), id);
        };
    }

    /** Without it. {@code kind}: of a banner, {@code drawn} or {@code none}. */
    public Pictures bare(Pictures now, String kind) {
        return switch (this) {
            case BANNER -> new Pictures(kind, null, null, now.focusX(), now.focusY(), now.logo(), now.icon());
            case LOGO ->
                new Pictures(now.banner(), now.light(), now.dark(), now.focusX(), now.focusY(), null, now.icon());
            case ICON ->
                new Pictures(now.banner(), now.light(), now.dark(), now.focusX(), now.focusY(), now.logo(), null);
        };
    }
}
