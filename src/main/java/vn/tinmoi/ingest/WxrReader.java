package vn.tinmoi.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Story;

/**
 * WordPress' export (WXR 1.0 to 1.2): posts with their authors, categories, tags and pictures, and where they stood before.
 * What readers there could not see waits as a draft; what is no post is passed over and said. Attachments may stand behind
 * the posts that show them, so stories are made when the file is read. Owned by the thread that reads.
 */
final class WxrReader {
    private final Subeditor subeditor;
    private final Instant otherwise;
    private final List<XmlElement> items = new ArrayList<>();
    private final Map<String, Attachment> attachments = new HashMap<>();
    private @Nullable XmlElement channel;

    WxrReader(Subeditor subeditor, Instant otherwise) {
        this.subeditor = subeditor;
        this.otherwise = otherwise;
    }

    void add(XmlElement item, XmlElement around) {
        channel = around;
        var url = item.text("wp:attachment_url");
        if (url.isEmpty()) items.add(item);
        else attachments.put(item.text("wp:post_id"), attachment(item, url));
    }

    private static Attachment attachment(XmlElement item, String url) {
        var alt = meta(item, "_wp_attachment_image_alt");
        var caption = HtmlText.plain(item.text("excerpt:encoded"));
        return new Attachment(item.text("wp:post_parent"), url, alt.isEmpty() ? item.text("title") : alt, caption);
    }

    private static String meta(XmlElement item, String key) {
        return item.all("wp:postmeta")
                .filter(meta -> meta.text("wp:meta_key").equals(key))
                .map(meta -> meta.text("wp:meta_value"))
                .findFirst()
                .orElse("");
    }

    List<Found> found() {
        return items.stream().map(item -> Found.of(() -> found(item))).toList();
    }

    private Found found(XmlElement item) {
        var type = item.text("wp:post_type");
        var title = HtmlText.plain(item.text("title"));
        if (!type.equals("post")) return new Found.Aside(type.equals("page") ? "page" : "other", title);
        var status = item.text("wp:status");
        if (List.of("trash", "auto-draft", "inherit").contains(status)) return new Found.Aside("trash", title);
        return subeditor.found(clipping(item, status), otherwise);
    }

    private Clipping clipping(XmlElement item, String status) {
        var clipping = RssReader.clipping(item, channel == null ? item : channel);
        var id = item.text("wp:post_id");
        clipping.source = "";
        clipping.authors.replaceAll(this::displayed);
        clipping.summary = item.text("excerpt:encoded");
        clipping.body = new Shortcodes(id, attachments).html(item.text("content:encoded"));
        clipping.featured = item.text("wp:is_sticky").equals("1");
        clipping.state = state(status, item.text("wp:post_password"));
        clipping.categories.clear();
        clipping.categories.addAll(categories(item, "category"));
        clipping.categories.addAll(categories(item, "post_tag"));
        dates(item, clipping);
        cover(item, clipping);
        if (clipping.state == Story.State.PUBLISHED) formerPaths(id, clipping);
        return clipping;
    }

    private static Story.State state(String status, String password) {
        if (!password.isEmpty()) return Story.State.DRAFT;
        return switch (status) {
            case "publish", "" -> Story.State.PUBLISHED;
            case "future" -> Story.State.SCHEDULED;
            default -> Story.State.DRAFT;
        };
    }

    private String displayed(String login) {
        if (channel == null) return login;
        return channel.all("wp:author")
                .filter(author -> author.text("wp:author_login").equals(login))
                .map(author -> author.text("wp:author_display_name"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(login);
    }

    private static List<String> categories(XmlElement item, String domain) {
        return item.all("category")
                .filter(category -> category.attribute("domain").equals(domain)
                        || (domain.equals("category")
                                && category.attribute("domain").isEmpty()))
                .map(category -> category.text.toString())
                .filter(name -> !name.equals("Uncategorized"))
                .collect(Collectors.toList());
    }

    /** The one in Greenwich time where there is one: WordPress' own zone is not in the file. */
    private static void dates(XmlElement item, Clipping clipping) {
        clipping.published = date(item, "wp:post_date", clipping.published);
        clipping.updated = date(item, "wp:post_modified", null);
    }

    private static @Nullable String date(XmlElement item, String name, @Nullable String otherwise) {
        var greenwich = item.text(name + "_gmt");
        if (greenwich.matches("[1-9].*")) return greenwich + " GMT";
        var local = item.text(name);
        if (local.matches("[1-9].*")) return local;
        return otherwise != null && otherwise.contains("-0001") ? null : otherwise; // WordPress' nothing, as RFC 822
    }

    private void cover(XmlElement item, Clipping clipping) {
        var featured = attachments.get(meta(item, "_thumbnail_id"));
        if (featured == null) return;
        clipping.media.addFirst(new Clipping.Media(
                featured.url(),
                Clipping.Media.COVER,
                HtmlText.escape(featured.alt()),
                HtmlText.escape(featured.caption()),
                ""));
    }

    private static void formerPaths(String id, Clipping clipping) {
        var path = clipping.link.replaceFirst("(?i)^https?://[^/?#]*", "").replaceFirst("#.*", "");
        if (path.startsWith("/") && path.length() > 1) clipping.formerPaths.add(path);
        if (path.startsWith("?")) clipping.formerPaths.add("/" + path);
        if (!id.isEmpty() && !clipping.formerPaths.contains("/?p=" + id)) clipping.formerPaths.add("/?p=" + id);
    }
}
