package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.SiteDocument.Band;
import vn.tinmoi.portal.SiteDocument.Front;
import vn.tinmoi.portal.SiteDocument.Imprint;
import vn.tinmoi.portal.SiteDocument.Link;
import vn.tinmoi.portal.SiteDocument.MenuEntry;
import vn.tinmoi.portal.SiteDocument.Notice;
import vn.tinmoi.portal.SiteDocument.Pictures;
import vn.tinmoi.portal.SiteDocument.Poster;
import vn.tinmoi.portal.SiteDocument.Words;

/**
 * The site's document as a program sent it, read part by part and repaired; a {@link Problem} INVALID names the first part
 * that cannot be used by its path, such as {@code menu[2].to}. Whether what it points to is there is asked of the portal.
 */
final class SiteForm {
    static final int NAME = 120;
    static final int SHORT_NAME = 20;
    private static final int LINE = 300;
    private static final int LONG_LINE = 500;
    private static final int ADDRESS = 2_000;
    private static final int MOST_ENTRIES = 60;
    private static final int MOST_LINKS = 40;
    private static final int MOST_STORIES = 8;
    private static final Set<String> FIELDS = Set.of(
            "version",
            "name",
            "shortName",
            "motto",
            "languages",
            "zone",
            "accent",
            "imprint",
            "menu",
            "links",
            "front",
            "notice",
            "poster",
            "pictures");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s.]{2,}");
    private static final Pattern PHONE = Pattern.compile("[0-9+().,;/ \\p{L}-]*[0-9][0-9+().,;/ \\p{L}-]*");

    private final ObjectNode json;
    private final Portal before;
    private int entries;

    private SiteForm(ObjectNode json, Portal before) {
        this.json = json;
        this.before = before;
    }

    /** What is left out is at its default; pictures and poster stay as they were before. */
    static SiteDocument read(ObjectNode json, Portal before) {
        return new SiteForm(json, before).document();
    }

    private SiteDocument document() {
        JsonParts.requireKnown(json, "", FIELDS);
        var name = JsonParts.line(json, "name", "name", NAME);
        if (name.isEmpty()) throw Problem.invalid("name", "field.missing");
        var accent = JsonParts.nullable(json, "accent", "accent");
        return new SiteDocument(
                name,
                JsonParts.line(json, "shortName", "shortName", SHORT_NAME),
                JsonParts.line(json, "motto", "motto", LINE),
                languages(),
                zone(),
                accent == null || accent.isEmpty() ? null : chosen(Accent.of(accent)),
                imprint(),
                JsonParts.list(json, "menu", "menu", MOST_ENTRIES, (one, path) -> entry(one, path, true)),
                JsonParts.list(json, "links", "links", MOST_LINKS, this::link),
                front(),
                notice(),
                json.has("poster") ? poster() : before.document().poster(),
                json.has("pictures") ? pictures() : before.document().pictures());
    }

    private @Nullable List<String> languages() {
        var given = JsonParts.list(
                json, "languages", "languages", 2, (one, path) -> one.isTextual() ? one.textValue() : "");
        if (given.isEmpty()) return null;
        if (given.equals(SiteDocument.VIETNAMESE_FIRST) || given.equals(SiteDocument.ENGLISH_FIRST)) return given;
        throw Problem.invalid("languages", "site.languages");
    }

    private @Nullable String zone() {
        var zone = JsonParts.line(json, "zone", "zone", NAME);
        if (zone.isEmpty() || ZoneId.getAvailableZoneIds().contains(zone)) return zone;
        throw Problem.invalid("zone", "site.zone", Fields.quoted(zone));
    }

    /** The house's own need not be said. */
    private static @Nullable String chosen(Accent accent) {
        return accent.equals(Accent.HOUSE) ? null : accent.light();
    }

    private Imprint imprint() {
        var given = JsonParts.object(json, "imprint", "imprint");
        if (given == null) return Imprint.EMPTY;
        JsonParts.requireKnown(
                given,
                "imprint.",
                Set.of(
                        "governingBody",
                        "managingBody",
                        "personResponsible",
                        "licence",
                        "address",
                        "phone",
                        "email",
                        "sourceNotice"));
        return new Imprint(
                part(given, "governingBody", LINE),
                part(given, "managingBody", LINE),
                part(given, "personResponsible", LINE),
                part(given, "licence", LINE),
                part(given, "address", LINE),
                matching(PHONE, "imprint.phone", part(given, "phone", LINE), "site.phone"),
                matching(EMAIL, "imprint.email", part(given, "email", LINE), "site.email"),
                part(given, "sourceNotice", LONG_LINE));
    }

    private static String part(ObjectNode imprint, String name, int most) {
        return JsonParts.line(imprint, name, "imprint." + name, most);
    }

    private static String matching(Pattern form, String field, String text, String code) {
        if (text.isEmpty() || form.matcher(text).matches()) return text;
        throw Problem.invalid(field, code, Fields.quoted(text));
    }

    private MenuEntry entry(JsonNode one, String path, boolean first) {
        var given = JsonParts.requireObject(one, path);
        JsonParts.requireKnown(given, path + ".", first ? Set.of("title", "to", "children") : Set.of("title", "to"));
        if (++entries > MOST_ENTRIES) throw Problem.invalid(path, "list.too-long", MOST_ENTRIES);
        var to = LinkAddress.require(JsonParts.line(given, "to", path + ".to", ADDRESS), path + ".to", true);
        var title = words(given, path + ".title");
        var children = JsonParts.list(
                given, "children", path + ".children", MOST_ENTRIES, (child, at) -> entry(child, at, false));
        if (to.isEmpty() && children.isEmpty()) throw Problem.invalid(path + ".to", "field.missing");
        if (title.vi().isEmpty() && !namesItself(to)) throw Problem.invalid(path + ".title.vi", "field.missing");
        return new MenuEntry(title, to, children);
    }

    /** A category or page has a name of its own; one that went since it was put there takes nobody's document back. */
    private boolean namesItself(String to) {
        boolean named = to.startsWith("/chuyen-muc/") || to.startsWith("/trang/");
        return before.nameOf(to) != null || (named && before.document().leadsTo(to));
    }

    private static Words words(ObjectNode holder, String path) {
        var given = holder.get("title");
        if (given == null || given.isNull()) return new Words("", "");
        if (given.isTextual()) return new Words(Fields.line(path, given.textValue(), SiteForm.NAME), "");
        var title = JsonParts.requireObject(given, path);
        JsonParts.requireKnown(title, path + ".", Set.of("vi", "en"));
        return new Words(
                JsonParts.line(title, "vi", path + ".vi", NAME), JsonParts.line(title, "en", path + ".en", NAME));
    }

    private Link link(JsonNode one, String path) {
        var given = JsonParts.requireObject(one, path);
        JsonParts.requireKnown(given, path + ".", Set.of("title", "url", "logo"));
        var title = JsonParts.line(given, "title", path + ".title", NAME);
        if (title.isEmpty()) throw Problem.invalid(path + ".title", "field.missing");
        var url = LinkAddress.require(JsonParts.line(given, "url", path + ".url", ADDRESS), path + ".url", false);
        if (url.isEmpty()) throw Problem.invalid(path + ".url", "field.missing");
        return new Link(title, url, JsonParts.nullable(given, "logo", path + ".logo"));
    }

    private Front front() {
        var given = JsonParts.object(json, "front", "front");
        if (given == null) return new Front(List.of());
        JsonParts.requireKnown(given, "front.", Set.of("bands"));
        var bands = JsonParts.list(given, "bands", "front.bands", MOST_ENTRIES, this::band);
        var seen = new TreeSet<String>();
        for (int i = 0; i < bands.size(); i++) {
            if (!seen.add(bands.get(i).category())) throw Problem.invalid("front.bands[" + i + "]", "list.twice");
        }
        return new Front(bands);
    }

    private Band band(JsonNode one, String path) {
        if (one.isTextual()) return new Band(category(one.textValue(), path), Band.USUAL);
        var given = JsonParts.requireObject(one, path);
        JsonParts.requireKnown(given, path + ".", Set.of("category", "stories"));
        var slug = category(JsonParts.line(given, "category", path + ".category", NAME), path + ".category");
        var stories = JsonParts.number(given.get("stories"), path + ".stories", 1, MOST_STORIES);
        return new Band(slug, stories == null ? Band.USUAL : stories);
    }

    private String category(String slug, String path) {
        var now = before.current(slug);
        if (before.category(now).isEmpty()) throw Problem.invalid(path, "category.unknown", Fields.quoted(slug));
        return now;
    }

    private @Nullable Notice notice() {
        var given = JsonParts.object(json, "notice", "notice");
        if (given == null) return null;
        JsonParts.requireKnown(given, "notice.", Set.of("text", "until"));
        var text = JsonParts.line(given, "text", "notice.text", LINE);
        return text.isEmpty() ? null : new Notice(text, JsonParts.instant(given, "until", "notice.until"));
    }

    private @Nullable Poster poster() {
        var given = JsonParts.object(json, "poster", "poster");
        if (given == null) return null;
        JsonParts.requireKnown(given, "poster.", Set.of("picture", "alt", "url", "from", "until"));
        var picture = JsonParts.line(given, "picture", "poster.picture", NAME);
        if (picture.isEmpty()) throw Problem.invalid("poster.picture", "field.missing");
        var alt = JsonParts.line(given, "alt", "poster.alt", LINE);
        if (alt.isEmpty()) throw Problem.invalid("poster.alt", "field.missing");
        var url = LinkAddress.require(JsonParts.line(given, "url", "poster.url", ADDRESS), "poster.url", true);
        if (url.isEmpty()) throw Problem.invalid("poster.url", "field.missing");
        var from = JsonParts.instant(given, "from", "poster.from");
        var until = JsonParts.instant(given, "until", "poster.until");
        boolean never =
                from != null && until != null && !OffsetDateTime.parse(until).isAfter(OffsetDateTime.parse(from));
        if (never) throw Problem.invalid("poster.until", "site.until");
        return new Poster(picture, alt, url, from, until);
    }

    private Pictures pictures() {
        var given = JsonParts.object(json, "pictures", "pictures");
        if (given == null) return Pictures.DRAWN;
        JsonParts.requireKnown(
                given, "pictures.", Set.of("banner", "light", "dark", "focusX", "focusY", "logo", "icon"));
        var banner = JsonParts.line(given, "banner", "pictures.banner", SHORT_NAME);
        if (!Set.of("", "drawn", "picture", "none").contains(banner)) {
            throw Problem.invalid("pictures.banner", "field.type", "drawn, picture, none");
        }
        var light = JsonParts.nullable(given, "light", "pictures.light");
        if (banner.equals("picture") && light == null) throw Problem.invalid("pictures.light", "field.missing");
        return new Pictures(
                banner.isEmpty() ? "drawn" : banner,
                light,
                JsonParts.nullable(given, "dark", "pictures.dark"),
                percent(given, "focusX"),
                percent(given, "focusY"),
                JsonParts.nullable(given, "logo", "pictures.logo"),
                JsonParts.nullable(given, "icon", "pictures.icon"));
    }

    private static int percent(ObjectNode pictures, String name) {
        var value = JsonParts.number(pictures.get(name), "pictures." + name, 0, 100);
        return value == null ? 50 : value;
    }

    /** The places of a document that name pictures. */
    static List<NamedPicture> pictures(SiteDocument document) {
        var named = new ArrayList<NamedPicture>();
        var own = document.pictures();
        var poster = document.poster();
        name(named, "pictures.light", own.light());
        name(named, "pictures.dark", own.dark());
        name(named, "pictures.logo", own.logo());
        name(named, "pictures.icon", own.icon());
        name(named, "poster.picture", poster == null ? null : poster.picture());
        for (int i = 0; i < document.links().size(); i++) {
            name(named, "links[" + i + "].logo", document.links().get(i).logo());
        }
        return named;
    }

    private static void name(List<NamedPicture> named, String field, @Nullable String id) {
        if (id != null) named.add(new NamedPicture(field, id));
    }

    /** {@code field}: the path that names it. */
    record NamedPicture(String field, String id) {}
}
