package vn.tinmoi.newsroom;

import vn.tinmoi.news.Picture;

/** A picture of the house, and what is said of it. {@code when}: it was brought, in words; {@code who}: empty: it was imported. */
public record OnePicturePage(Frame frame, Picture picture, String when, String who) {
    private static final int LARGE = 960; // pixels
    private static final int SMALL = 320;

    public Picture large() {
        return picture.atLeast(LARGE);
    }

    public Picture small() {
        return picture.atLeast(SMALL);
    }
}
