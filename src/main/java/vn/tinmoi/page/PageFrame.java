package vn.tinmoi.page;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;

/**
 * What every page has around its own content.
 *
 * @param title of the document, without the site's name
 * @param path the page's canonical path without the language's prefix, such as {@code /chuyen-muc/tin-tuc}
 * @param siteUrl absolute address of the site, without a trailing slash
 * @param cursor the event log's cursor that the page was rendered at
 * @param today "Thứ Hai, 23/11/2026"
 * @param zone of the page's dates, an IANA name: what the page's script writes the times of new stories in
 * @param dress what it shows of whose site it is
 * @param section slug of the category that is open; null: none
 * @param latest, featured "Tin mới" and "Tin nổi bật", up to 20 and 10
 * @param words says a sentence of {@code messages/*.properties} in the page's language
 * @param asset the hashed address of a file of {@code webroot}: {@code css/site.css} is {@code /static/css/site.1a2b3c4d.css}
 * @param linkedData what the page is in schema.org's words: JSON-LD, fit to stand inside a script element
 */
public record PageFrame(
        Language language,
        String siteName,
        String siteUrl,
        String title,
        String description,
        String path,
        String cursor,
        String today,
        String zone,
        List<CategoryLink> categories,
        Dress dress,
        @Nullable String section,
        List<HeadlineView> latest,
        List<HeadlineView> featured,
        StatsView stats,
        Words words,
        Assets asset,
        List<String> linkedData) {

    /** An entry of the navigation; {@code url} with the language's prefix. */
    public record CategoryLink(String slug, String name, String url) {
        public static CategoryLink of(Language language, Category category) {
            var name = language == Language.EN ? category.nameEn() : category.nameVi();
            return new CategoryLink(category.slug(), name, link(language, "/chuyen-muc/" + category.slug()));
        }
    }

    /** Says sentences in the page's language. */
    @FunctionalInterface
    public interface Words {
        String say(String key, Object... arguments);
    }

    /** An address of this site in the page's language. */
    public String link(String path) {
        return link(language, path);
    }

    /** This page in a language: its canonical address there, a path. */
    public String in(Language other) {
        return link(other, path);
    }

    /** The same in the language that this page is not in. */
    public String inOther() {
        return in(language == Language.VI ? Language.EN : Language.VI);
    }

    /** A path of this site with the site in front; another address stays as it is. */
    public String absolute(String address) {
        return address.startsWith("/") ? siteUrl + address : address;
    }

    /** The English front page is {@code /en}, without a slash. */
    public static String link(Language language, String path) {
        return path.equals("/") && !language.prefix().isEmpty() ? language.prefix() : language.prefix() + path;
    }
}
