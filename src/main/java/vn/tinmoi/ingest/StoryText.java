package vn.tinmoi.ingest;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Story;

/**
 * What of a clipping is read: {@code lead} is plain text; {@code body} HTML, not yet clean, with absolute addresses, the files
 * that went along as players and links. {@code cover}: its picture, when there is one that the body does not show.
 */
record StoryText(String lead, String body, Story.@Nullable Cover cover) {
    private static final int SUMMARY = 500; // characters; a longer description is the story itself
    private static final String MORE_THAN_WORDS = "table, ul, ol, iframe, video, audio, object, embed, h1, h2, h3, h4";

    static StoryText of(Clipping clipping) {
        var base = FeedAddresses.resolved(clipping.base.isEmpty() ? clipping.link : clipping.base, clipping.feed);
        var summary = FeedAddresses.in(clipping.summary, base);
        var page = FeedAddresses.page(clipping.body, base);
        var body = clipping.body.indexOf('<') < 0 ? clipping.body : page.body().html();
        if (body.isBlank() && isStory(summary)) return of(clipping, base, "", blocks(summary));
        return of(clipping, base, summary.equals(body) ? "" : summary, body, page);
    }

    private static boolean isStory(String summary) {
        if (summary.indexOf('<') < 0) return summary.length() > SUMMARY;
        var shown = Jsoup.parseBodyFragment(summary);
        return HtmlText.plain(summary).length() > SUMMARY
                || shown.selectFirst(MORE_THAN_WORDS) != null
                || shown.select("img").size() > 1;
    }

    private static String blocks(String html) {
        return html.matches("(?is).*<(p|div|h[1-6]|ul|ol|table|blockquote|section|article|figure)\\b.*")
                ? html
                : "<p>" + html + "</p>";
    }

    private static StoryText of(Clipping clipping, String base, String summary, String body) {
        var page = Jsoup.parseBodyFragment(body);
        page.outputSettings().prettyPrint(false);
        return of(clipping, base, summary, body, page);
    }

    /** {@code page}: the body, to be worked on. */
    private static StoryText of(Clipping clipping, String base, String summary, String body, Document page) {
        var lead = HtmlText.plain(summary);
        var pictures = pictures(clipping, base, summary);
        boolean other = dropLead(page, lead);
        Story.Cover cover = null;
        if (pictures.isEmpty()) leading(page, pictures);
        for (var picture : pictures) {
            boolean shown =
                    page.select("img").stream().anyMatch(img -> img.attr("src").equals(picture.url()));
            boolean own = picture.type().equals(Clipping.Media.COVER);
            if (cover == null && (own || !shown || leads(page, picture.url()))) cover = cover(picture);
            else if (!shown && picture.type().contains("/")) other |= append(page, figure(picture));
        }
        if (cover != null) other |= dropLeading(page, cover.url());
        for (var file : clipping.media) if (!file.isPicture()) other |= attach(page, file, base, body);
        return new StoryText(lead, other ? page.body().html() : body, cover);
    }

    /** Feeds for readers that show no summary begin the text with it. */
    private static boolean dropLead(Document page, String lead) {
        var first = page.body().firstElementChild();
        if (first == null || lead.isEmpty() || !first.normalName().equals("p")) return false;
        if (!first.text().equals(lead)) return false;
        first.remove();
        return true;
    }

    /** Of two that say the same address the one that says more. */
    private static void add(List<Clipping.Media> pictures, Clipping.Media picture) {
        for (int i = 0; i < pictures.size(); i++) {
            if (!pictures.get(i).url().equals(picture.url())) continue;
            if (picture.width() > 0 && pictures.get(i).width() == 0) pictures.set(i, picture);
            return;
        }
        pictures.add(picture);
    }

    private static List<Clipping.Media> pictures(Clipping clipping, String base, String summary) {
        var pictures = new ArrayList<Clipping.Media>();
        for (var media : clipping.media) {
            var url = FeedAddresses.resolved(media.url(), base);
            if (media.isPicture() && !url.isEmpty()) add(pictures, media.at(url));
        }
        if (!pictures.isEmpty()
                || summary.indexOf('<') < 0
                || (!clipping.body.isBlank() && clipping.body.contains("<img"))) {
            return pictures;
        }
        for (var img : Jsoup.parseBodyFragment(summary).select("img[src^=http]")) {
            pictures.add(new Clipping.Media(img.attr("src"), "image", img.attr("alt"), "", ""));
        }
        return pictures;
    }

    /** Of a story without any other picture the one that stands before its words. */
    private static void leading(Document page, List<Clipping.Media> pictures) {
        var first = first(page);
        if (first == null || !first.attr("src").matches("(?i)https?:.*")) return;
        var figure = first.closest("figure");
        var caption = figure == null ? "" : figure.text();
        pictures.add(new Clipping.Media(
                        first.attr("src"), "image", HtmlText.escape(first.attr("alt")), HtmlText.escape(caption), "")
                .sized(first.attr("width"), first.attr("height")));
    }

    private static boolean leads(Document page, String url) {
        var first = first(page);
        return first != null && first.attr("src").equals(url);
    }

    /** The picture that stands before all words; null: words come first. */
    private static @Nullable Element first(Document page) {
        var block = page.body().firstElementChild();
        if (block == null || page.body().firstChild() != block) return null;
        var pictures = block.select("img");
        boolean alone = pictures.size() == 1
                && (block.normalName().equals("figure") || block.text().isBlank());
        return alone ? pictures.first() : null;
    }

    private static boolean dropLeading(Document page, String url) {
        if (!leads(page, url)) return false;
        var block = page.body().firstElementChild();
        if (block != null) block.remove();
        return true;
    }

    private static Story.Cover cover(Clipping.Media picture) {
        return new Story.Cover(
                picture.url(),
                HtmlText.plain(picture.alt()),
                HtmlText.plain(picture.caption()),
                HtmlText.plain(picture.credit()),
                picture.width(),
                picture.height());
    }

    private static Element figure(Clipping.Media picture) {
        var figure = new Element("figure");
        figure.appendElement("img").attr("src", picture.url()).attr("alt", HtmlText.plain(picture.alt()));
        if (!picture.caption().isBlank()) figure.appendElement("figcaption").text(HtmlText.plain(picture.caption()));
        return figure;
    }

    private static boolean append(Document page, Element element) {
        page.body().appendChild(element);
        return true;
    }

    private static boolean attach(Document page, Clipping.Media file, String base, String body) {
        var url = FeedAddresses.resolved(file.url(), base);
        if (url.isEmpty() || body.contains(url)) return false;
        if (file.isSound() || file.isFilm()) {
            return append(
                    page,
                    new Element(file.isSound() ? "audio" : "video")
                            .attr("controls", "")
                            .attr("src", url));
        }
        var name = url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
        var words = file.alt().isBlank() ? name.isBlank() ? url : name : HtmlText.plain(file.alt());
        return append(
                page,
                new Element("p").appendChild(new Element("a").attr("href", url).text(words)));
    }
}
