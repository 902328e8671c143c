package vn.tinmoi.page;

/**
 * How wide a picture stands in each place, for the attribute {@code sizes}: browsers choose a rendition by it before they
 * know the page's style. Worked out from {@code site.css}, also change there: a frame of 84rem, edges of 1rem and from
 * 48rem on 1.5rem, a rail of 20rem; columns change at 36, 48, 62 and 75rem. On dense screens a story's picture of 656 px, and
 * a band's of 321, are said to be a little narrower: the rendition of that very width is enough for them.
 */
public final class PictureSizes {
    private static final String FULL = "calc(100vw - 32px)";

    private PictureSizes() {}

    /** {@code place}: story, pick, front-pick, or a kind of card: lead, second, band, listed, related. */
    public static String of(String place) {
        return switch (place) {
            case "story" ->
                "(min-width: 67rem) and (min-resolution: 1.5dppx) 640px, (min-width: 67rem) 656px, "
                        + "(min-width: 62rem) calc(100vw - 408px), (min-width: 48rem) 656px, 100vw";
            case "lead" ->
                "(min-width: 84rem) 728px, (min-width: 75rem) calc(58.3vw - 56px), (min-width: 48rem) calc(58.3vw - 42px), 100vw";
            case "second" ->
                "(min-width: 84rem) 260px, (min-width: 75rem) calc(20.8vw - 20px), (min-width: 48rem) calc(41.7vw - 30px), "
                        + FULL;
            case "band" ->
                "(min-width: 84rem) 320px, (min-width: 75rem) calc(26.4vw - 33px), (min-width: 48rem) calc(50vw - 36px), "
                        + FULL;
            case "listed" -> "(min-width: 36rem) 192px, 112px";
            case "related" ->
                "(min-width: 84rem) 222px, (min-width: 62rem) calc(25vw - 114px), (min-width: 48rem) calc(25vw - 24px), calc(50vw - 24px)";
            case "front-pick" -> "(min-width: 75rem) 190px, 112px";
            case "pick" -> "112px";
            default -> throw new IllegalArgumentException("no such place: " + place);
        };
    }
}
