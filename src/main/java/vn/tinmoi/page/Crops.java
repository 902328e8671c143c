package vn.tinmoi.page;

import vn.tinmoi.news.Picture;

/**
 * What must be seen of a picture where its place has another form, as classes of {@code site.css}: no style may stand in a page,
 * and one of each percent would weigh more than the eye can tell.
 */
public final class Crops {
    private static final int STEP = 5; // percent; also change site.css and writing.js
    private static final int MIDDLE = 50;

    private Crops() {}

    /** {@code own}: the classes that it has besides. */
    public static String classes(String own, Picture picture) {
        return own + of("fx", picture.focus().x()) + of("fy", picture.focus().y());
    }

    private static String of(String axis, int percent) {
        int near = Math.round((float) percent / STEP) * STEP;
        return near == MIDDLE ? "" : " " + axis + "-" + near;
    }
}
