package vn.tinmoi.web;

import io.vertx.ext.web.Route;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells paths that no route is for, without asking a router, which would try one route after the other. It errs on one side
 * alone: a path that a route may be for is never told. Any thread.
 */
public final class RoutedPaths {
    private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z][A-Za-z0-9_]*");

    private final Place root = new Place();

    private static final class Place {
        private final Map<String, Place> named = new HashMap<>();
        private final Map<String, Template> templates = new HashMap<>();
        private boolean served;
        private boolean servedBelow;
    }

    /** A name with a parameter in it, such as {@code :id} or {@code sitemap-:part.xml}, and what is below it. */
    private record Template(Predicate<String> fits, Place place) {
        static Template of(String name) {
            var pattern = Pattern.compile(
                    Arrays.stream(PARAMETER.split(name, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
            return new Template(pattern.asMatchPredicate(), new Place());
        }
    }

    /** {@code routes}: of a router; those without a path are for every path and say nothing of their own. */
    public RoutedPaths(Iterable<Route> routes) {
        for (var route : routes) {
            if (route.getPath() != null) add(route.getPath(), route.isExactPath());
            else if (route.isRegexPath()) root.servedBelow = true;
        }
    }

    private void add(String path, boolean exact) {
        var place = root;
        for (var name : path.split("/")) {
            if (name.isEmpty()) continue;
            place = name.contains(":")
                    ? place.templates.computeIfAbsent(name, Template::of).place
                    : place.named.computeIfAbsent(name, missing -> new Place());
        }
        place.served = true;
        if (!exact) place.servedBelow = true;
    }

    /** {@code path}: begins with a slash, without dot segments; what is escaped may be anything. */
    public boolean mayServe(String path) {
        return mayServe(root, path, 1);
    }

    private static boolean mayServe(Place place, String path, int from) {
        if (place.servedBelow) return true;
        if (from >= path.length()) return place.served;
        int slash = path.indexOf('/', from);
        int end = slash < 0 ? path.length() : slash;
        var name = path.substring(from, end);
        if (name.indexOf('%') >= 0) return !place.named.isEmpty() || !place.templates.isEmpty();
        var named = place.named.get(name);
        if (named != null && mayServe(named, path, end + 1)) return true;
        for (var template : place.templates.values()) {
            if (template.fits.test(name) && mayServe(template.place, path, end + 1)) return true;
        }
        return false;
    }
}
