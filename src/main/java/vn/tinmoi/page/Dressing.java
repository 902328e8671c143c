package vn.tinmoi.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.SiteDocument.MenuEntry;
import vn.tinmoi.portal.SiteDocument.Words;
import vn.tinmoi.web.Language;

/** Says of a portal what pages show of it, in one language. Any thread. */
final class Dressing {
    private static final String CATEGORY = "/chuyen-muc/";
    private static final String PAGE = "/trang/";
    private static final Pattern ONE_NUMBER = Pattern.compile("(?!.* - )[0-9+(). -]+");
    private static final int LONGEST_NUMBER = 13; // 84 and ten digits, with the plus sign
    /** What is there in both languages. */
    private static final Pattern IN_BOTH = Pattern.compile(
            "/|/(chuyen-muc|trang|luu-tru|tac-gia|nguon|bai-viet)/.*|/(luu-tru|tim-kiem|bang-theo-doi|cach-dem|tai-lieu|da-luu)");

    private final Portal portal;
    private final Language language;
    private final BiFunction<Language, String, String> words;

    /** {@code words}: the sentence of a key. */
    Dressing(Portal portal, Language language, BiFunction<Language, String, String> words) {
        this.portal = portal;
        this.language = language;
        this.words = words;
    }

    Dress at(Instant now) {
        var document = portal.document();
        var pictures = document.pictures();
        var all = entries();
        boolean deep = all.stream().anyMatch(one -> !one.children().isEmpty());
        var notice = document.notice();
        return new Dress(
                document.shortName().isEmpty() ? portal.name() : document.shortName(),
                document.motto(),
                pictures.banner(),
                portal.picture(pictures.light()),
                portal.picture(pictures.dark()),
                portal.picture(pictures.logo()),
                portal.icon(),
                PortalStyle.address(portal),
                all,
                deep ? all : List.of(),
                imprint(),
                notice != null && notice.isShown(now) ? notice.text() : "",
                document.offersEnglishFirst(),
                portal.frameMark(),
                portal.frontMark());
    }

    private List<Dress.Entry> entries() {
        var chosen = portal.document().menu();
        return chosen.isEmpty()
                ? portal.under("").stream().map(this::category).toList()
                : chosen.stream().map(this::entry).filter(Objects::nonNull).toList();
    }

    private Dress.Entry category(Category one) {
        var children = portal.under(one.slug()).stream().map(this::category).toList();
        return new Dress.Entry(name(one), language.prefix() + CATEGORY + one.slug(), one.slug(), false, null, children);
    }

    /** A group alone leads where its first entry does. */
    private Dress.@Nullable Entry entry(MenuEntry one) {
        var children = one.children().stream()
                .map(this::entry)
                .filter(Objects::nonNull)
                .toList();
        var to = one.to().startsWith(CATEGORY)
                ? CATEGORY + portal.current(one.to().substring(CATEGORY.length()))
                : one.to();
        if (to.isEmpty() && children.isEmpty()) return null;
        var title = title(one.title(), to);
        if (title.isEmpty()) return null; // what it was named by is gone
        return new Dress.Entry(
                title,
                to.isEmpty() ? children.getFirst().url() : address(to),
                to.startsWith(CATEGORY) ? to.substring(CATEGORY.length()) : null,
                !to.startsWith("/") && !to.isEmpty(),
                isUntranslated(one.title()) ? "vi" : null,
                children);
    }

    private boolean isUntranslated(Words given) {
        return language == Language.EN && given.en().isEmpty() && !given.vi().isEmpty();
    }

    private String title(Words given, String to) {
        var own = language == Language.EN && !given.en().isEmpty() ? given.en() : given.vi();
        return own.isEmpty() ? named(to) : own;
    }

    private String named(String to) {
        if (to.startsWith(CATEGORY)) {
            return portal.category(to.substring(CATEGORY.length()))
                    .map(this::name)
                    .orElse("");
        }
        return portal.pages().stream()
                .filter(page -> to.equals(PAGE + page.slug()))
                .map(page -> language == Language.EN && !page.titleEn().isEmpty() ? page.titleEn() : page.titleVi())
                .findFirst()
                .orElse("");
    }

    private String name(Category one) {
        return language == Language.EN ? one.nameEn() : one.nameVi();
    }

    private String address(String to) {
        return IN_BOTH.matcher(to).matches() ? PageFrame.link(language, to) : to;
    }

    private List<Dress.Line> imprint() {
        var given = portal.document().imprint();
        var lines = new ArrayList<Dress.Line>();
        line(lines, "governing-body", given.governingBody(), null);
        line(lines, "managing-body", given.managingBody(), null);
        line(lines, "person", given.personResponsible(), null);
        line(lines, "licence", given.licence(), null);
        line(lines, "address", given.address(), null);
        line(lines, "phone", given.phone(), phone(given.phone()));
        line(lines, "email", given.email(), "mailto:" + given.email());
        line(lines, "source", given.sourceNotice(), null);
        return List.copyOf(lines);
    }

    /** The address that dials it; null: it is more than one number, or more than a number. */
    private static @Nullable String phone(String text) {
        var number = text.replaceAll("[^0-9+]", "");
        return ONE_NUMBER.matcher(text).matches() && number.length() <= LONGEST_NUMBER ? "tel:" + number : null;
    }

    private void line(List<Dress.Line> lines, String part, String text, @Nullable String href) {
        if (!text.isEmpty()) lines.add(new Dress.Line(words.apply(language, "site.imprint." + part), text, href));
    }
}
