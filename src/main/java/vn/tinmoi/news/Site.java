package vn.tinmoi.news;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is the same on every page.
 *
 * @param url absolute address without a trailing slash; asked for each page, because it is known only after listening when
 *     the port is 0
 * @param zone of dates
 * @param categories in the order of the navigation
 */
public record Site(String name, Supplier<String> url, ZoneId zone, List<Category> categories) {
    public Optional<Category> category(String slug) {
        return categories.stream().filter(one -> one.slug().equals(slug)).findFirst();
    }
}
