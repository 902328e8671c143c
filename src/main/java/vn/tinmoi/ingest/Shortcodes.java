package vn.tinmoi.ingest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a WordPress post as HTML: captions, galleries, players and embedded addresses written out, and paragraphs made
 * of blank lines where the post was not written in blocks. A shortcode that is not known stays as it is. Any thread.
 */
final class Shortcodes {
    private static final int NESTED = 10; // captions inside captions
    private static final Pattern CAPTION = Pattern.compile(
            "(?is)\\[(wp_)?caption\\b([^\\]]*)\\]((?:(?!\\[(?:wp_)?caption\\b).)*?)\\[/(?:wp_)?caption\\]");
    private static final Pattern CAPTIONED =
            Pattern.compile("(?is)^\\s*((?:<a\\b[^>]*>\\s*)?<img\\b[^>]*>(?:\\s*</a>)?)(.*)$");
    private static final Pattern GALLERY = Pattern.compile("(?i)\\[gallery\\b([^\\]]*)\\]");
    private static final Pattern EMBED = Pattern.compile("(?is)\\[embed\\b[^\\]]*\\]\\s*(\\S+?)\\s*\\[/embed\\]");
    private static final Pattern PLAYER =
            Pattern.compile("(?is)\\[(audio|video|youtube|vimeo)\\b([^\\]]*)\\](?:\\s*\\[/\\1\\])?");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>\\[\\]]+");
    private static final Pattern ALONE =
            Pattern.compile("(?m)(?<=^|>)[ \\t]*(https?://[^\\s<>\"]+)[ \\t]*(?=\\r?$|</(?:p|div)>)");
    private static final Pattern VIDEO = Pattern.compile(
            "(?i)https?://(?:www\\.|m\\.)?(?:youtube\\.com/|youtu\\.be/|youtube-nocookie\\.com/|vimeo\\.com/|player\\.vimeo\\.com/).*");
    private static final String BLOCKS =
            "address|article|aside|blockquote|div|dl|fieldset|figcaption|figure|footer|form"
                    + "|h[1-6]|header|hr|iframe|li|main|nav|noscript|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video|audio";
    private static final Pattern BLOCK = Pattern.compile("(?i)^\\s*</?(" + BLOCKS + ")\\b");
    private static final Pattern EDGE =
            Pattern.compile("(?i)(</(?:" + BLOCKS + ")>|<hr[^>]*>)|(<(?:" + BLOCKS + ")\\b[^>]*>)");

    private final String post;
    private final Map<String, Attachment> attachments;

    Shortcodes(String post, Map<String, Attachment> attachments) {
        this.post = post;
        this.attachments = attachments;
    }

    String html(String content) {
        boolean blocks = content.contains("<!-- wp:");
        var text = captions(content);
        text = replaced(GALLERY, text, gallery -> gallery(gallery.group(1)));
        text = replaced(EMBED, text, embed -> "\n" + shown(embed.group(1)) + "\n");
        text = replaced(PLAYER, text, this::player);
        text = replaced(ALONE, text, alone -> shown(alone.group(1)));
        return blocks ? text : paragraphs(text);
    }

    private interface Replacing {
        String with(Matcher found);
    }

    private static String replaced(Pattern pattern, String text, Replacing replacing) {
        var found = pattern.matcher(text);
        var out = new StringBuilder();
        while (found.find()) found.appendReplacement(out, Matcher.quoteReplacement(replacing.with(found)));
        return found.appendTail(out).toString();
    }

    /** Inner ones first. */
    private static String captions(String content) {
        var text = content;
        for (int i = 0; i < NESTED && CAPTION.matcher(text).find(); i++) {
            text = replaced(CAPTION, text, found -> caption(found.group(2), found.group(3)));
        }
        return text;
    }

    private static String caption(String attributes, String inside) {
        var parts = CAPTIONED.matcher(inside);
        var words = attribute(attributes, "caption");
        if (!parts.matches()) return "<figure>" + inside + "</figure>";
        if (words.isEmpty()) words = parts.group(2).strip();
        return "\n<figure>" + parts.group(1) + (words.isEmpty() ? "" : "<figcaption>" + words + "</figcaption>")
                + "</figure>\n";
    }

    private static String attribute(String attributes, String name) {
        var found = Pattern.compile("(?i)\\b" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))")
                .matcher(attributes);
        if (!found.find()) return "";
        return Stream.of(1, 2, 3)
                .map(found::group)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Those that are named, or else those that were put into the post, in the order of their numbers. */
    private String gallery(String attributes) {
        var ids = attribute(attributes, "ids").isEmpty()
                ? attribute(attributes, "include")
                : attribute(attributes, "ids");
        var named = ids.isEmpty() ? own() : Arrays.asList(ids.split("[,\\s]+"));
        return named.stream()
                .map(attachments::get)
                .filter(java.util.Objects::nonNull)
                .map(Shortcodes::figure)
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private List<String> own() {
        return attachments.entrySet().stream()
                .filter(one -> one.getValue().parent().equals(post))
                .filter(one -> one.getValue().url().matches("(?i).*\\.(jpe?g|png|gif|webp)"))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static String figure(Attachment picture) {
        var caption = picture.caption().isEmpty()
                ? ""
                : "<figcaption>" + HtmlText.escape(picture.caption()) + "</figcaption>";
        return "<figure><img src=\"" + quoted(picture.url()) + "\" alt=\"" + quoted(picture.alt()) + "\">" + caption
                + "</figure>";
    }

    private static String quoted(String text) {
        return HtmlText.escape(text).replace("\"", "&quot;");
    }

    private String player(Matcher found) {
        var address = ADDRESS.matcher(found.group(2));
        if (!address.find()) return found.group();
        var url = quoted(address.group());
        return switch (found.group(1).toLowerCase(java.util.Locale.ROOT)) {
            case "audio" -> "\n<audio controls src=\"" + url + "\"></audio>\n";
            case "video" ->
                VIDEO.matcher(address.group()).matches()
                        ? shown(address.group())
                        : "\n<video controls src=\"" + url + "\"></video>\n";
            default -> shown(address.group());
        };
    }

    /** An address that WordPress shows as what is there. */
    private static String shown(String address) {
        var url = quoted(address.replace("&amp;", "&"));
        return VIDEO.matcher(address).matches()
                ? "<iframe src=\"" + url + "\"></iframe>"
                : "<p><a href=\"" + url + "\">" + url + "</a></p>";
    }

    /** As WordPress' wpautop does for posts of its classic editor. */
    private static String paragraphs(String text) {
        var parts = text.replace("\r\n", "\n").split("(?i)(?=<pre\\b)|(?<=</pre>)");
        return Arrays.stream(parts)
                .map(part -> part.matches("(?is)<pre\\b.*") ? part : broken(part))
                .collect(Collectors.joining());
    }

    private static String broken(String text) {
        var spaced =
                replaced(EDGE, text, edge -> edge.group(1) != null ? edge.group(1) + "\n\n" : "\n\n" + edge.group(2));
        return Arrays.stream(spaced.split("\\n\\s*\\n"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> BLOCK.matcher(part).find() ? part : "<p>" + part.replace("\n", "<br>") + "</p>")
                .collect(Collectors.joining("\n"));
    }
}
