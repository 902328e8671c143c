package vn.tinmoi.news;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a story. {@code id}: its media id; {@code url}: where it is served, a path of this site or an absolute
 * address; {@code width}, {@code height}: pixels; {@code alt}: what is seen; {@code caption}, {@code credit}: may be empty.
 *
 * @param widths of every rendition that was made of it, the one at {@code url} among them: each is served at {@code url}
 *     with its own width in place of {@code -width.}; empty: there is only the one
 * @param focus what must be seen of it where it is cut
 * @param moves whether there is one at {@link #motion} that moves; the others stand still
 */
public record Picture(
        String id,
        String url,
        int width,
        int height,
        String alt,
        String caption,
        String credit,
        List<Integer> widths,
        Focus focus,
        boolean moves) {

    /** Where {@link #card}s are. */
    public static final String CARDS = "/media/card/";

    private static final Pattern SAMPLE = Pattern.compile("(/static/sample/[a-z0-9-]+)\\.svg");

    /** Pixels; the form, 1.91:1, and the size that Facebook and others ask for. */
    public static final int CARD_WIDTH = 1200;

    public static final int CARD_HEIGHT = 630;

    /** A place in a picture: {@code x} from its left, {@code y} from its top, percent, 0 to 100. */
    public record Focus(int x, int y) {
        public static final Focus CENTRE = new Focus(50, 50);
    }

    /** One that was not uploaded here: there is only the one at its address. */
    public Picture(String id, String url, int width, int height, String alt, String caption, String credit) {
        this(id, url, width, height, alt, caption, credit, List.of(), Focus.CENTRE, false);
    }

    /** The same with a caption of its own where it is shown; null or empty: with what it says itself. */
    public Picture captioned(@Nullable String own) {
        return own == null || own.isEmpty()
                ? this
                : new Picture(id, url, width, height, alt, own, credit, widths, focus, moves);
    }

    /** The same picture in one width; its height follows. */
    public record Rendition(String url, int width) {}

    /** Where it is served moving, in its own width; null: it does not move. */
    public @Nullable String motion() {
        if (!moves) return null;
        int widest = widths.stream().max(Comparator.naturalOrder()).orElse(width);
        return "/media/" + id + "-" + widest + ".gif";
    }

    /** Narrowest first; empty when there is only the one at {@code url}. */
    public List<Rendition> renditions() {
        return widths.stream().sorted().map(one -> new Rendition(url(one), one)).toList();
    }

    /** For the attribute of that name; null: there is nothing to choose from. */
    public @Nullable String srcset() {
        if (widths.size() < 2) return null;
        return renditions().stream()
                .map(one -> one.url() + " " + one.width() + "w")
                .collect(Collectors.joining(", "));
    }

    /** The narrowest rendition of at least that many pixels, where there is none the widest. */
    public Picture atLeast(int pixels) {
        return widths.stream()
                .filter(one -> one >= pixels)
                .min(Comparator.naturalOrder())
                .map(one -> new Picture(
                        id, url(one), one, height(width, height, one), alt, caption, credit, widths, focus, moves))
                .orElse(this);
    }

    /**
     * For where a link to it is shared: cut around what must be seen of it to {@link #CARD_WIDTH} × {@link #CARD_HEIGHT}; the
     * picture as it is where it is smaller or kept elsewhere. Drawn samples have one painted beside them, because Facebook and
     * Zalo show no SVG.
     */
    public Picture card() {
        var drawn = SAMPLE.matcher(url);
        if (drawn.matches())
            return new Picture(id, drawn.group(1) + ".jpg", CARD_WIDTH, CARD_HEIGHT, alt, caption, credit);
        var source = atLeast(CARD_WIDTH);
        boolean large = source.width >= CARD_WIDTH && source.height >= CARD_HEIGHT;
        if (!large || widths.isEmpty() || !url.startsWith("/media/")) return source;
        var own = CARDS + id + "-" + focus.x() + "-" + focus.y() + ".jpg";
        return new Picture(id, own, CARD_WIDTH, CARD_HEIGHT, alt, caption, credit);
    }

    /** The height of a rendition, pixels: as near to the picture's form as whole pixels are. */
    public static int height(int width, int height, int ofWidth) {
        return Math.max(1, Math.round((float) height * ofWidth / width));
    }

    private String url(int other) {
        return url.replace("-" + width + ".", "-" + other + ".");
    }
}
