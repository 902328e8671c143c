package vn.tinmoi.newsroom;

import java.util.List;
import vn.tinmoi.media.PictureCare;
import vn.tinmoi.media.PictureUse;
import vn.tinmoi.news.Picture;

/**
 * A picture of the house, and what is said of it.
 *
 * @param typed what was to be said of it; what is, where nothing was
 * @param when it was brought, in words
 * @param who brought it; empty: it was imported
 * @param goes when it goes for good, in words; empty: it stays
 * @param dropped who said so and when, in words; empty: not known
 * @param mayGo whether the person may let it go, were it used nowhere
 */
public record OnePicturePage(
        Frame frame,
        Picture picture,
        PictureCare.Words typed,
        String when,
        String who,
        PictureUse.Uses uses,
        String goes,
        List<String> dropped,
        boolean mayGo) {
    private static final int LARGE = 960; // pixels
    private static final int SMALL = 320;

    public Picture large() {
        return picture.atLeast(LARGE);
    }

    public Picture small() {
        return picture.atLeast(SMALL);
    }

    /** How a story uses it, as a key. */
    public static String how(PictureUse.Story story) {
        if (story.lead()) return "newsroom.picture.lead";
        return story.inside() ? "newsroom.picture.inside" : "newsroom.picture.before";
    }
}
