package vn.tinmoi.news;

import java.util.Optional;

/** What a subscriber may ask for. */
public sealed interface Topic {
    /** Every durable event, so that its ids are consecutive: {@code news}. */
    record News() implements Topic {}

    /** The stories of one category, those that just left it among them: {@code news/{category}}. */
    record InCategory(String category) implements Topic {}

    /** Everything about the stories that are featured or just ceased to be: {@code featured}. */
    record FeaturedStories() implements Topic {}

    /** One story: {@code article/{id}}. */
    record OneArticle(ArticleId article) implements Topic {}

    /** The visitor statistics: {@code stats}. */
    record Stats() implements Topic {}

    /** That the site itself changed: its name, look, menu, categories or pages: {@code portal}. */
    record OfPortal() implements Topic {}

    /** The topic that a subscriber named; empty when there is none of that form. Whether a category exists is not checked. */
    static Optional<Topic> parse(String name) {
        return switch (name) {
            case "news" -> Optional.of(new News());
            case "featured" -> Optional.of(new FeaturedStories());
            case "stats" -> Optional.of(new Stats());
            case "portal" -> Optional.of(new OfPortal());
            default -> parseWithArgument(name);
        };
    }

    private static Optional<Topic> parseWithArgument(String name) {
        if (name.matches("news/[a-z0-9]+(-[a-z0-9]+)*") && name.length() <= 85) {
            return Optional.of(new InCategory(name.substring("news/".length())));
        }
        if (name.matches("article/[1-9][0-9]{0,17}")) {
            return Optional.of(new OneArticle(ArticleId.parse(name.substring("article/".length()))));
        }
        return Optional.empty();
    }
}
