package vn.tinmoi.article;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * What stands in a body besides words. A film of YouTube or Vimeo becomes a card that leads there, because its player would
 * tell a stranger who reads what; a file of sound or film gets the browser's own player; whatever else was embedded, and a
 * picture that this page may not show, becomes a link. Nothing vanishes without a word. Any thread.
 */
final class BodyMedia {
    private static final Pattern YOUTUBE = Pattern.compile(
            "(?i)(?:https?:)?//(?:www\\.|m\\.)?(?:youtube(?:-nocookie)?\\.com/(?:embed/|shorts/|live/|v/|watch\\?(?:.*&)?v=)|youtu\\.be/)([A-Za-z0-9_-]{3,20}).*");
    private static final Pattern VIMEO =
            Pattern.compile("(?i)(?:https?:)?//(?:www\\.|player\\.)?vimeo\\.com/(?:video/)?([0-9]{3,12}).*");
    /** Pictures come from this site or over TLS; dots never climb. */
    static final Pattern SHOWABLE = Pattern.compile(
            "https://[^\\s\"'<>\\\\]+|/(?:static|media)/(?!.*(?:\\.|%(?:25)*2[eE]){2})[A-Za-z0-9._~%/-]+");

    private static final Pattern PLAYABLE = Pattern.compile("https://[^\\s\"'<>\\\\]+|/media/[A-Za-z0-9._~-]+");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:https?:)?//[^\\s\"'<>\\\\]+|/[^\\s\"'<>\\\\]*|[A-Za-z0-9][^\\s\"'<>\\\\:]*");

    private BodyMedia() {}

    static void settle(Document document) {
        document.select("video, audio").forEach(BodyMedia::player);
        document.select("iframe, embed, object, frame").forEach(BodyMedia::embedded);
        document.select("img").forEach(BodyMedia::picture);
    }

    /** It stood in another one that was replaced or emptied, at whatever depth. */
    private static boolean isGone(Element element) {
        return element.ownerDocument() == null;
    }

    private static void player(Element player) {
        if (isGone(player)) return;
        var name = player.normalName();
        var source = source(player);
        var words = player.text();
        if (PLAYABLE.matcher(source).matches()) {
            var poster = player.attr("poster");
            player.empty().clearAttributes();
            player.attr("controls", "controls").attr("preload", "none").attr("src", source);
            if (name.equals("video") && SHOWABLE.matcher(poster).matches()) player.attr("poster", poster);
            if (player.closest("figure") == null) player.wrap("<figure></figure>");
        } else {
            replace(player, source, words.isBlank() ? (name.equals("video") ? "Video" : "Âm thanh") : words);
        }
    }

    /** The first that can be played here; else the first that there is. */
    private static String source(Element player) {
        var sources = player.select("[src]").eachAttr("src").stream()
                .map(BodyMedia::spelled)
                .toList();
        return sources.stream()
                .filter(one -> PLAYABLE.matcher(one).matches())
                .findFirst()
                .or(() -> sources.stream().findFirst())
                .orElseGet(() -> player.select("a[href]").attr("href"));
    }

    private static String spelled(String address) {
        var stripped = address.strip().replace(" ", "%20");
        return stripped.startsWith("//") ? "https:" + stripped : stripped;
    }

    private static void embedded(Element element) {
        if (isGone(element)) return;
        var address = spelled(element.hasAttr("data") ? element.attr("data") : element.attr("src"));
        if (address.isEmpty()) address = spelled(element.attr("data-src"));
        if (address.isEmpty())
            address = spelled(element.select("param[name~=(?i)movie|src|url]").attr("value"));
        var film = film(address);
        if (film.isPresent()) card(element, film.get());
        else if (element.normalName().equals("object") && address.isEmpty()) element.unwrap();
        else replace(element, address, title(element));
    }

    private record Film(String address, String site) {}

    private static Optional<Film> film(String address) {
        var youtube = YOUTUBE.matcher(address);
        if (youtube.matches())
            return Optional.of(new Film("https://www.youtube.com/watch?v=" + youtube.group(1), "YouTube"));
        var vimeo = VIMEO.matcher(address);
        return vimeo.matches()
                ? Optional.of(new Film("https://vimeo.com/" + vimeo.group(1), "Vimeo"))
                : Optional.empty();
    }

    private static void card(Element element, Film film) {
        var title = title(element);
        var words = "Xem video trên " + film.site() + (title.isBlank() ? "" : ": " + title);
        var link = new Element("a").attr("href", film.address()).text(words);
        var figure = element.closest("figure");
        if (figure == null) {
            element.replaceWith(new Element("figure").attr("class", "phim").appendChild(link));
        } else {
            figure.attr("class", "phim");
            element.replaceWith(link);
        }
    }

    private static String title(Element element) {
        var title = element.attr("title").strip();
        boolean says = !title.isEmpty() && !title.matches("(?i)youtube video player|vimeo.*player|embedded.*|iframe.*");
        return says ? title : "";
    }

    /** A link in its place; nothing where the address leads nowhere. */
    private static void replace(Element element, String address, String words) {
        if (!ADDRESS.matcher(address).matches() || climbs(address)) {
            element.replaceWith(new TextNode(" ")); // the words at its sides are two
            return;
        }
        var link = new Element("a").attr("href", address).text(words.isBlank() ? name(address) : words);
        var before = element.previousElementSibling();
        boolean twice = (before != null
                        && before.normalName().equals("a")
                        && before.attr("href").equals(address))
                || (before != null && before.select("a[href]").eachAttr("href").contains(address));
        if (twice) {
            element.remove();
            return;
        }
        var outer = element.closest("a");
        boolean loose = outer == null
                && (element.parent() == null || element.parent().normalName().matches("body|div|section|article"));
        if (outer != null) outer.after(link).after(new TextNode(" "));
        if (outer == null && loose) element.replaceWith(new Element("p").appendChild(link));
        else if (outer == null) insert(element, link);
        else if (outer.text().isBlank() && words.isBlank()) element.replaceWith(new TextNode(name(address)));
        else element.replaceWith(new TextNode(outer.text().isBlank() ? words : ""));
    }

    /** In its place between words, which it is not glued to. */
    private static void insert(Element element, Element link) {
        if (element.previousSibling() instanceof TextNode text
                && text.getWholeText().matches("(?s).*\\S")) element.before(new TextNode(" "));
        if (element.nextSibling() instanceof TextNode text
                && text.getWholeText().matches("(?s)[\\p{L}\\d].*")) element.after(new TextNode(" "));
        element.replaceWith(link);
    }

    /** What a file is called, as people would write it. */
    private static String name(String address) {
        var name = address.replaceFirst("[?#].*", "").replaceFirst("/+$", "").replaceFirst(".*/", "");
        try {
            var spelled = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            return spelled.isBlank() ? address : spelled;
        } catch (IllegalArgumentException e) {
            return name.isBlank() ? address : name;
        }
    }

    private static void picture(Element picture) {
        if (isGone(picture)) return;
        var source = spelled(picture.attr("src"));
        boolean dot = List.of("0", "1").contains(picture.attr("width"))
                && List.of("0", "1").contains(picture.attr("height"));
        if (dot) {
            picture.remove(); // counts readers for somebody
        } else if (SHOWABLE.matcher(source).matches() && !(source.startsWith("/") && climbs(source))) {
            picture.attr("src", source);
        } else {
            var alt = picture.attr("alt").strip();
            replace(picture, source, "Ảnh: " + (alt.isEmpty() ? name(source) : alt));
        }
    }

    /** Whether a path leads up, however often its dots and slashes are escaped. */
    static boolean climbs(String address) {
        var path = address;
        for (int i = 0; i < 4; i++) {
            if (path.contains("..") || path.contains("\\")) return true;
            path = path.replaceAll("(?i)%2e", ".")
                    .replaceAll("(?i)%5c", "\\\\")
                    .replaceAll("(?i)%2f", "/")
                    .replaceAll("(?i)%25", "%");
        }
        return false;
    }
}
