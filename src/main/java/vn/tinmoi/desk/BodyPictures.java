package vn.tinmoi.desk;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * Uploaded pictures inside a cleaned body. They get their size where the author gave none, so that the text does not jump
 * when they come, and come only when the reader is near. Any thread.
 */
final class BodyPictures {
    private static final Pattern PICTURE = Pattern.compile("<img ([^>]*?) ?/>");
    private static final Pattern SOURCE =
            Pattern.compile("src=\"/media/([a-z0-9-]{1,80})-([1-9][0-9]{0,4})\\.(?:jpg|png)\"");
    private static final Pattern SIZE = Pattern.compile("\\b(?:width|height)=\"");

    private BodyPictures() {}

    /** The media ids that a body names. */
    static Set<String> named(@Nullable String body) {
        if (body == null || !body.contains("\"/media/")) return Set.of();
        return SOURCE.matcher(body).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** The body with what is known of its pictures. */
    static String sized(String body, Map<String, Picture> known) {
        return PICTURE.matcher(body).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(sized(found, known)));
    }

    private static String sized(MatchResult found, Map<String, Picture> known) {
        var attributes = found.group(1);
        var source = SOURCE.matcher(attributes);
        var picture = source.find() ? known.get(source.group(1)) : null;
        if (picture == null || SIZE.matcher(attributes).find()) return found.group();
        int width = Integer.parseInt(source.group(2));
        int height = Picture.height(picture.width(), picture.height(), width);
        var lazy = attributes.contains("loading=\"") ? "" : " loading=\"lazy\"";
        return "<img " + attributes + " width=\"" + width + "\" height=\"" + height + "\"" + lazy + " />";
    }
}
