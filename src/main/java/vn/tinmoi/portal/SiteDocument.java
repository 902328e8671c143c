package vn.tinmoi.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;

/**
 * What an administrator set, as it is stored and exported: its components are the fields of the JSON, in this order. Every
 * one has a default, so that an untouched site has a document too. Immutable.
 *
 * @param name 1 to 120 characters; {@code shortName}: up to 20, where there is little room; empty: none of its own
 * @param languages in the order in which they are offered, both; null: Vietnamese first
 * @param zone of the dates that are shown, an IANA name; null: that of the settings
 * @param accent {@code #rrggbb}; null: the house's red
 * @param menu at most two levels; empty: the categories in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SiteDocument(
        String name,
        String shortName,
        String motto,
        @Nullable List<String> languages,
        @Nullable String zone,
        @Nullable String accent,
        Imprint imprint,
        List<MenuEntry> menu,
        List<Link> links,
        Front front,
        @Nullable Notice notice,
        @Nullable Poster poster,
        Pictures pictures) {
    static final List<String> VIETNAMESE_FIRST = List.of("vi", "en");
    static final List<String> ENGLISH_FIRST = List.of("en", "vi");

    /** Never null, whatever an older document lacks. */
    public SiteDocument(
            @Nullable String name,
            @Nullable String shortName,
            @Nullable String motto,
            @Nullable List<String> languages,
            @Nullable String zone,
            @Nullable String accent,
            @Nullable Imprint imprint,
            @Nullable List<MenuEntry> menu,
            @Nullable List<Link> links,
            @Nullable Front front,
            @Nullable Notice notice,
            @Nullable Poster poster,
            @Nullable Pictures pictures) {
        this.name = text(name);
        this.shortName = text(shortName);
        this.motto = text(motto);
        this.languages = languages == null || languages.equals(VIETNAMESE_FIRST) ? null : List.copyOf(languages);
        this.zone = zone == null || zone.isEmpty() ? null : zone;
        this.accent = accent;
        this.imprint = imprint == null ? Imprint.EMPTY : imprint;
        this.menu = list(menu);
        this.links = list(links);
        this.front = front == null ? new Front(List.of()) : front;
        this.notice = notice;
        this.poster = poster;
        this.pictures = pictures == null ? Pictures.DRAWN : pictures;
    }

    /** Of a site that nobody has touched. */
    public static SiteDocument untouched(String name) {
        return new SiteDocument(name, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Whether English is offered before Vietnamese. */
    public boolean offersEnglishFirst() {
        return ENGLISH_FIRST.equals(languages);
    }

    SiteDocument named(String other) {
        return new SiteDocument(
                other, shortName, motto, languages, zone, accent, imprint, menu, links, front, notice, poster,
                pictures);
    }

    /** Without what the front page alone shows. */
    SiteDocument withoutFront() {
        return new SiteDocument(
                name, shortName, motto, languages, zone, accent, imprint, menu, null, null, notice, null, pictures);
    }

    SiteDocument with(Pictures others) {
        return new SiteDocument(
                name, shortName, motto, languages, zone, accent, imprint, menu, links, front, notice, poster, others);
    }

    /** Whether the menu does. */
    boolean leadsTo(String to) {
        return menu.stream()
                .flatMap(one -> Stream.concat(Stream.of(one), one.children().stream()))
                .anyMatch(one -> one.to().equals(to));
    }

    /** Its bands as the categories are called now; those of categories that are gone, or came twice by a merge, are left out. */
    SiteDocument following(Map<String, String> former, List<Category> categories) {
        var known = categories.stream().map(Category::slug).collect(Collectors.toCollection(HashSet::new));
        var bands = new ArrayList<Band>();
        for (var band : front.bands()) {
            var slug = former.getOrDefault(band.category(), band.category());
            if (known.remove(slug)) bands.add(new Band(slug, band.stories()));
        }
        if (bands.equals(front.bands())) return this;
        var now = new Front(bands);
        return new SiteDocument(
                name, shortName, motto, languages, zone, accent, imprint, menu, links, now, notice, poster, pictures);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Who answers for the site; empty parts show nothing. */
    public record Imprint(
            String governingBody,
            String managingBody,
            String personResponsible,
            String licence,
            String address,
            String phone,
            String email,
            String sourceNotice) {
        static final Imprint EMPTY = new Imprint(null, null, null, null, null, null, null, null);

        public Imprint(
                @Nullable String governingBody,
                @Nullable String managingBody,
                @Nullable String personResponsible,
                @Nullable String licence,
                @Nullable String address,
                @Nullable String phone,
                @Nullable String email,
                @Nullable String sourceNotice) {
            this.governingBody = text(governingBody);
            this.managingBody = text(managingBody);
            this.personResponsible = text(personResponsible);
            this.licence = text(licence);
            this.address = text(address);
            this.phone = text(phone);
            this.email = text(email);
            this.sourceNotice = text(sourceNotice);
        }
    }

    /** In both languages; {@code en} empty: as in Vietnamese. */
    public record Words(String vi, String en) {
        public Words(@Nullable String vi, @Nullable String en) {
            this.vi = text(vi);
            this.en = text(en);
        }

        /** {@code english}: whether those words are wanted, if there are any. */
        public String in(boolean english) {
            return english && !en.isEmpty() ? en : vi;
        }
    }

    /** {@code to}: a path of this site that begins with a slash, or an http(s) address. */
    public record MenuEntry(
            Words title,
            String to,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MenuEntry> children) {
        public MenuEntry(@Nullable Words title, @Nullable String to, @Nullable List<MenuEntry> children) {
            this.title = title == null ? new Words("", "") : title;
            this.to = text(to);
            this.children = list(children);
        }
    }

    /** A site that this one points to; {@code logo}: a picture of ours by its id; null: none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Link(String title, String url, @Nullable String logo) {}

    /** {@code bands}: of the front page, in their order; empty: every category that is not hidden. */
    public record Front(List<Band> bands) {
        public Front(@Nullable List<Band> bands) {
            this.bands = list(bands);
        }
    }

    /** {@code stories}: 1 to 8. */
    public record Band(String category, int stories) {
        /** As many as stand in a band when nobody says. */
        public static final int USUAL = 4;
    }

    /** A line above everything; {@code until}: an instant by ISO 8601 from which it is gone; null: until it is taken away. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notice(String text, @Nullable String until) {
        public boolean isShown(Instant now) {
            return !text.isEmpty() && (until == null || now.isBefore(instant(until)));
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** A picture on the front page that leads somewhere; {@code from}, {@code until}: null: no such end. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Poster(
            String picture,
            String alt,
            String url,
            @Nullable String from,
            @Nullable String until) {
        public boolean isShown(Instant now) {
            boolean begun = from == null || !now.isBefore(instant(from));
            return begun && (until == null || now.isBefore(instant(until)));
        }
    }

    /**
     * The pictures that tell the site from others, by their ids; null: the drawn one, or the light one in the dark.
     *
     * @param banner {@code drawn}, {@code picture} or {@code none}: the name on plain ground
     * @param focusX, focusY what must be seen of the banner, in percent from its left and top
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pictures(
            String banner,
            @Nullable String light,
            @Nullable String dark,
            int focusX,
            int focusY,
            @Nullable String logo,
            @Nullable String icon) {
        public static final Pictures DRAWN = new Pictures("drawn", null, null, 50, 50, null, null);

        /** Every picture that it names. */
        List<String> ids() {
            return Stream.of(light, dark, logo, icon).filter(Objects::nonNull).toList();
        }
    }

    /** Every picture that it names. */
    List<String> pictureIds() {
        var others = Stream.concat(
                links.stream().map(Link::logo), Stream.ofNullable(poster == null ? null : poster.picture()));
        return Stream.concat(pictures.ids().stream(), others)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
