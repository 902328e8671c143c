package vn.tinmoi.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a reader sees instead of a story.
 *
 * @param status 400 to 599
 * @param words what was perhaps meant, to be searched for
 */
public record ErrorPage(
        PageFrame frame,
        int status,
        String heading,
        String detail,
        String requestId,
        @Nullable String words) {
    /** Where the words are searched for. */
    public String search() {
        return frame.link("/tim-kiem") + "?q=" + URLEncoder.encode(words == null ? "" : words, StandardCharsets.UTF_8);
    }
}
