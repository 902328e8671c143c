package vn.tinmoi.site;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.tinmoi.news.Problem;

/** The number of a list's page in its address, {@code ?trang=2}; the first page has none. */
final class PageNumber {
    static final String NAME = "trang";
    private static final int MOST = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

    private PageNumber() {}

    /** The page that is asked for, 1 to 1000; {@code unknown}: what is said of any other. */
    static int of(HttpServerRequest request, String unknown) {
        return of(request, NAME, MOST).orElseThrow(() -> Problem.notFound(unknown, request.getParam(NAME)));
    }

    /** The page that the parameter names, 1 where it is not there; empty: it is not from 1 to {@code most}. */
    static Optional<Integer> of(HttpServerRequest request, String name, int most) {
        return Optional.of(request.getParam(name, "1"))
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Integer::valueOf)
                .filter(number -> number <= most);
    }

    /** The query of that page's address. */
    static String query(int number) {
        return number == 1 ? "" : "?" + NAME + "=" + number;
    }
}
