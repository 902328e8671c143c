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
 * @param title a sentence
 * @param path of the page, without the language's prefix
 * @param person who is signed in; null: nobody
 * @param manages whether that person has a say in the site itself
 * @param token of the page's forms; empty: nobody is signed in
 * @param tour whether the page is a step of the first tour
 * @param said what became of the last form; empty: nothing
 * @param faults what cannot be used, by its field; empty: nothing
 */
public record Frame(
        Language language,
        String site,
        String title,
        String path,
        @Nullable String person,
        boolean manages,
        String token,
        boolean tour,
        String said,
        List<Fault> faults,
        PageFrame.Words words,
        Assets asset) {

    /** {@code field}: the id of the input it is about; empty: of none. */
    public record Fault(String field, String text) {}

    Frame saying(String sentence) {
        return new Frame(language, site, title, path, person, manages, token, tour, sentence, faults, words, asset);
    }

    Frame refusing(Fault fault) {
        return new Frame(language, site, title, path, person, manages, token, tour, "", List.of(fault), words, asset);
    }

    public String link(String to) {
        return language.prefix() + to;
    }

    /** Where the page's form goes. */
    public String action() {
        return onTour(path);
    }

    /** A page, as a step of the tour where this one is. */
    public String onTour(String to) {
        return link(to) + (tour ? Tour.QUERY : "");
    }

    /** The same page in the other language. */
    public String inOther() {
        return (language == Language.VI ? Language.EN : Language.VI).prefix() + path + (tour ? Tour.QUERY : "");
    }

    /** What is wrong with a field; null: nothing. */
    public @Nullable String fault(String field) {
        return faults.stream()
                .filter(one -> one.field().equals(field))
                .map(Fault::text)
                .findFirst()
                .orElse(null);
    }

    /** For an input's {@code aria-invalid}; null: it is not. */
    public @Nullable String invalid(String field) {
        return fault(field) == null ? null : "true";
    }

    /** For an input's {@code aria-describedby}: its fault's id, and its hint's, which may be empty; null: neither. */
    public @Nullable String described(String field, String hint) {
        var fault = fault(field) == null ? "" : field + "-sai";
        var both = (fault + " " + hint).strip();
        return both.isEmpty() ? null : both;
    }

    /** Whether it is one of those that set the portal. */
    public boolean ofPortal() {
        return path.startsWith(Topics.HOME);
    }

    /** Those that set the portal, in their order. */
    public List<Topics.Way> ways() {
        return Topics.WAYS;
    }

    /** Whether it is that page, or one under it. */
    public boolean isAt(Topics.Way way) {
        return path.equals(way.path()) || (!way.path().equals(Topics.HOME) && path.startsWith(way.path() + "/"));
    }

    /** Which step of the tour it is, from 1. */
    public int step() {
        return Tour.step(path);
    }

    public int steps() {
        return Tour.STEPS.size();
    }

    /** The next step, or the end. */
    public String next() {
        return link(Tour.next(path));
    }
}
