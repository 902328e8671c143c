package vn.tinmoi.desk;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * Uploaded pictures inside a cleaned body. They get their size where the author gave none, so that the text does not jump
 * when they come, and come only when the reader is near. The attributes are put where they belong, and all else stays as the
 * sanitiser wrote it, which must have the last word. Any thread.
 */
final class BodyPictures {
    /** A media id. */
    static final String ID = "[a-z0-9-]{1,80}";

    private static final Pattern SOURCE = Pattern.compile("/media/(" + ID + ")-([1-9][0-9]{0,4})\\.(?:jpg|png|gif)");
    private static final String END = " />"; // as the sanitiser ends a picture

    private BodyPictures() {}

    /** The media ids that a body names. */
    static Set<String> named(@Nullable String body) {
        if (body == null || !body.contains("\"/media/")) return Set.of();
        return Jsoup.parseBodyFragment(body).select("[src]").stream()
                .flatMap(BodyPictures::source)
                .map(source -> source.group(1))
                .collect(Collectors.toSet());
    }

    /** What the uses of a picture say. {@code described}: each what it shows; {@code captioned}: each has a caption. */
    record Said(boolean described, boolean captioned) {
        Said and(Said other) {
            return new Said(described && other.described, captioned && other.captioned);
        }
    }

    /** The pictures of a clean body by their media ids, those of elsewhere by their addresses, in its order. Takes some milliseconds. */
    static Map<String, Said> said(String body) {
        var all = new LinkedHashMap<String, Said>();
        for (var picture : Jsoup.parseBodyFragment(body).select("img[src]")) {
            var figure = picture.closest("figure");
            var caption = figure == null ? null : figure.selectFirst("figcaption");
            var said = new Said(
                    !picture.attr("alt").isBlank(),
                    caption != null && !caption.text().isBlank());
            var key = source(picture).findFirst().map(source -> source.group(1)).orElse(picture.attr("src"));
            all.merge(key, said, Said::and);
        }
        return all;
    }

    private static Stream<MatchResult> source(Element picture) {
        var source = SOURCE.matcher(picture.attr("src"));
        return source.matches() ? Stream.of(source.toMatchResult()) : Stream.empty();
    }

    /** The body with what is known of its pictures. */
    static String sized(String body, Map<String, Picture> known) {
        if (known.isEmpty()) return body;
        var sizes = new TreeMap<Integer, String>(Comparator.reverseOrder()); // the last place first
        var pictures = Parser.htmlParser().setTrackPosition(true).parseInput(body, "");
        for (var picture : pictures.select("img[src]:not([width], [height])")) {
            int end = picture.sourceRange().endPos() - END.length();
            var size = size(picture, known);
            if (size != null && body.startsWith(END, end)) sizes.put(end, size);
        }
        var sized = new StringBuilder(body);
        sizes.forEach(sized::insert);
        return sized.toString();
    }

    private static @Nullable String size(Element tag, Map<String, Picture> known) {
        var source = SOURCE.matcher(tag.attr("src"));
        var picture = source.matches() ? known.get(source.group(1)) : null;
        if (picture == null) return null;
        int width = Integer.parseInt(source.group(2));
        int height = Picture.height(picture.width(), picture.height(), width);
        return " width=\"" + width + "\" height=\"" + height + "\""
                + (tag.hasAttr("loading") ? "" : " loading=\"lazy\"");
    }
}
