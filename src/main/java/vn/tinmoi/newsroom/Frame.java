package vn.tinmoi.newsroom;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;

/**
 * What every page of the newsroom has around its own content.
 *
 * @param site what the portal is called
 * @param path of the page, without the language's prefix
 * @param person who is signed in; null: nobody
 * @param token of the page's forms; empty: nobody is signed in
 * @param said what became of the last form; empty: nothing
 * @param faults what cannot be used, by its field; empty: nothing
 */
public record Frame(
        Language language,
        String site,
        String title,
        String path,
        @Nullable String person,
        String token,
        String said,
        List<Fault> faults,
        PageFrame.Words words,
        Assets asset) {

    /** {@code field}: the id of the input it is about; empty: of none. */
    public record Fault(String field, String text) {}

    public String link(String to) {
        return language.prefix() + to;
    }

    /** The same page in the other language. */
    public String inOther() {
        return (language == Language.VI ? Language.EN : Language.VI).prefix() + path;
    }

    /** What is wrong with a field; null: nothing. */
    public @Nullable String fault(String field) {
        return faults.stream()
                .filter(one -> one.field().equals(field))
                .map(Fault::text)
                .findFirst()
                .orElse(null);
    }
}
