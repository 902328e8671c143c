package vn.tinmoi.portal;

import java.util.Optional;
import java.util.stream.Stream;
import vn.tinmoi.news.Picture;

/** The sizes in which browsers and phones ask for the portal's icon: each a square PNG, made of the picture that was brought. */
public enum IconSize {
    TAB(16, "16", false, 100),
    TAB_SHARP(32, "32", false, 100),
    /** iOS puts black behind what shows through. */
    APPLE(180, "180", true, 100),
    HOME(192, "192", false, 100),
    LARGE(512, "512", false, 100),
    /** Phones cut it to any form that holds its inner 80 %: a circle of that width is whole, a square but for its tips. */
    MASKABLE(512, "512-vien", true, 72);

    public static final String FOLDER = "/bieu-tuong/";

    private final int pixels;
    private final String word;
    private final boolean grounded;
    private final int share;

    IconSize(int pixels, String word, boolean grounded, int share) {
        this.pixels = pixels;
        this.word = word;
        this.grounded = grounded;
        this.share = share;
    }

    /** Width and height. */
    public int pixels() {
        return pixels;
    }

    /** Whether nothing may show through. */
    public boolean grounded() {
        return grounded;
    }

    /** What the picture takes of the width and height, in pixels. */
    public int inner() {
        return pixels * share / 100;
    }

    /** Where it is served, for ever the same under that address; a picture that was not uploaded here there is only as it is. */
    public String address(Picture icon) {
        return icon.widths().isEmpty() ? icon.url() : FOLDER + file(icon.id());
    }

    private String file(String id) {
        return id + "-" + word + ".png";
    }

    /** Which one of a picture a file is; empty: none. */
    public static Optional<IconSize> of(String file, String id) {
        return Stream.of(values()).filter(one -> file.equals(one.file(id))).findFirst();
    }
}
