package vn.tinmoi.site;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Site;
import vn.tinmoi.search.SearchQuery;
import vn.tinmoi.search.SearchReads;

/** What a request asks of search: {@code names} are how it calls its parameters, on pages in Vietnamese. */
record SearchWish(SearchQuery query, String category, String from, String to, int page, SearchReads.Filter filter) {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int LAST = 99; // page

    /** How the parameters are called. */
    record Names(String category, String from, String to, String page) {
        static final Names PAGE = new Names("chuyen-muc", "tu", "den", PageNumber.NAME);
        static final Names API = new Names("category", "from", "to", "page");
    }

    /** INVALID for a value that cannot be used, by its name; empty ones are none, as forms send them. */
    static SearchWish of(HttpServerRequest request, Names names, Site site) {
        var category = site.portal().get().current(given(request, names.category));
        if (!category.isEmpty() && site.category(category).isEmpty()) {
            throw Problem.invalid(names.category, "category.unknown", category);
        }
        var from = given(request, names.from);
        var to = given(request, names.to);
        var filter = new SearchReads.Filter(
                category.isEmpty() ? null : site.portal().get().tree(category),
                start(names.from, from, 0, site.zone()),
                start(names.to, to, 1, site.zone()));
        return new SearchWish(
                SearchQuery.of(request.getParam("q", "")), category, from, to, page(request, names), filter);
    }

    private static String given(HttpServerRequest request, String name) {
        return request.getParam(name, "").strip();
    }

    /** When the date begins, or the day after so many. */
    private static @Nullable Instant start(String name, String date, int daysAfter, ZoneId zone) {
        if (date.isEmpty()) return null;
        if (!DATE.matcher(date).matches()) throw Problem.invalid(name, "search.date", date);
        try {
            return LocalDate.parse(date).plusDays(daysAfter).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(name, "search.date", date);
        }
    }

    private static int page(HttpServerRequest request, Names names) {
        return PageNumber.of(request, names.page, LAST).orElseThrow(() -> {
            var page = request.getParam(names.page);
            return names.equals(Names.PAGE)
                    ? Problem.notFound("search.page", page)
                    : Problem.invalid(names.page, "search.page", page);
        });
    }

    boolean isNarrowed() {
        return !category.isEmpty() || !from.isEmpty() || !to.isEmpty();
    }

    /** The address of another page of the same search, a path without the language's prefix. */
    String path(int number) {
        return path(query.text(), number);
    }

    /** The same wishes for other words. */
    String path(String words, int number) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("q", words);
        parameters.put(Names.PAGE.category, category);
        parameters.put(Names.PAGE.from, from);
        parameters.put(Names.PAGE.to, to);
        parameters.put(Names.PAGE.page, number == 1 ? "" : String.valueOf(number));
        var written = parameters.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(SearchWish::written)
                .collect(Collectors.joining("&"));
        return SearchRoutes.PATH + (written.isEmpty() ? "" : "?" + written);
    }

    private static String written(Map.Entry<String, String> one) {
        return one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8);
    }
}
