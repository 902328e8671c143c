package vn.tinmoi.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.media.MediaRoutes;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.Redirects;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.OldAddresses;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.ReadyAnswers;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.RoutedPaths;
import vn.tinmoi.web.StaticAssets;

/**
 * Knows of an address that nothing is there, so that whoever invents addresses gets the kept page for it before a route or
 * PostgreSQL is asked: no route is for it, or a story, category or file that it names is not there, and no old address is
 * like it. What it does not know it leaves to the routes, and what those did not find it remembers for two seconds, or until
 * something happens. Any thread.
 */
final class Nowhere implements ReadyAnswers, OldAddresses {
    private static final int KEPT = 10_000; // addresses of up to 8 KB, usually 100 bytes
    private static final int LONGEST = 500; // characters of one that is remembered
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final Pattern PERMALINK = Pattern.compile("/[aA]/([^/]*)(?:/qr\\.(?:svg|png))?");
    private static final Pattern STORY = Pattern.compile("/bai-viet/([^/]*)");
    private static final Pattern CATEGORY = Pattern.compile("/chuyen-muc/([^/]*)(?:/.*)?");

    @SuppressWarnings("StaticAssignmentOfThrowable") // said, never thrown
    private static final Problem NOTHING = Problem.notFound("page.unknown", "");

    private final Problems problems;
    private final LiveLists lists;
    private final Unreadable unreadable;
    private final Site site;
    private final StaticAssets assets;
    private final Redirects redirects;
    private final InstantSource clock;
    private final Cache<String, Seen> seen =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();
    private volatile @Nullable RoutedPaths routed;

    /** {@code touches}: of the pages, when it was seen. */
    private record Seen(long touches, Instant at) {}

    Nowhere(
            Problems problems,
            LiveLists lists,
            Unreadable unreadable,
            Site site,
            StaticAssets assets,
            Redirects redirects,
            InstantSource clock) {
        this.problems = problems;
        this.lists = lists;
        this.unreadable = unreadable;
        this.site = site;
        this.assets = assets;
        this.redirects = redirects;
        this.clock = clock;
    }

    /** Tells it every route that there is; before that it knows of nothing. */
    void know(Iterable<Route> routes) {
        routed = new RoutedPaths(routes);
    }

    @Override
    public @Nullable Representation at(String uri) {
        if (!isPlain(uri) || uri.startsWith("/api/") || lists.behind()) return null;
        int mark = uri.indexOf('?');
        var path = mark < 0 ? uri : uri.substring(0, mark);
        var language = Language.ofPage(path);
        var problem = problem(language, path, uri);
        if (problem == null) return null;
        boolean lost = problem.kind() == Problem.Kind.NOT_FOUND;
        var query = mark < 0 ? null : uri.substring(mark + 1);
        return lost && !redirects.leadsNowhere(path, query) ? null : problems.page(language, problem);
    }

    /** Whether it means what it says to every reader of addresses: no dot segments, nothing that 400 is said to. */
    private static boolean isPlain(String uri) {
        boolean path = true;
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '?') path = false;
            if (c <= ' ' || c >= 0x7F || c == '\\' || c == '#') return false;
            if (c == '%' && !(isHex(uri, i + 1) && isHex(uri, i + 2))) return false;
            if (path && c == '%' && uri.charAt(i + 1) == '2') return false; // an escaped dot or slash, among others
            if (path && c == '/' && i + 1 < uri.length() && "/.".indexOf(uri.charAt(i + 1)) >= 0) return false;
        }
        return uri.startsWith("/");
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
    }

    private @Nullable Problem problem(Language language, String path, String uri) {
        var routes = routed;
        if (routes == null) return null;
        if (!routes.mayServe(path)) return NOTHING;
        if (path.indexOf('%') >= 0) return seen(uri);
        return named(language, path.substring(language.prefix().length()), uri);
    }

    /** {@code path}: without the language's prefix, of what a route is for. */
    private @Nullable Problem named(Language language, String path, String uri) {
        var story = STORY.matcher(path);
        if (story.matches())
            return unreadable(language, story.group(1).substring(story.group(1).lastIndexOf('-') + 1));
        var permalink = PERMALINK.matcher(path);
        if (permalink.matches()) return unreadable(language, permalink.group(1));
        var category = CATEGORY.matcher(path);
        if (category.matches() && !isCategory(category.group(1))) return NOTHING;
        if (path.startsWith(StaticAssets.PREFIX)) return assets.at(path) == null ? NOTHING : null;
        if (path.startsWith("/media/") && !MediaRoutes.isFile(path.substring("/media/".length()))) return NOTHING;
        return seen(uri);
    }

    private boolean isCategory(String slug) {
        var portal = site.portal().get();
        return portal.category(portal.current(slug)).isPresent();
    }

    private @Nullable Problem unreadable(Language language, String number) {
        return ArticleId.isOne(number) ? unreadable.of(language, ArticleId.parse(number)) : NOTHING;
    }

    private @Nullable Problem seen(String uri) {
        var last = seen.getIfPresent(uri);
        boolean still = last != null
                && last.touches == lists.touches()
                && clock.instant().isBefore(last.at.plus(AGE));
        return still ? NOTHING : null;
    }

    /** Asked where a route found nothing: what no old address is like either leads nowhere, for a while. */
    @Override
    public Future<Optional<String>> newAddress(String path, @Nullable String query) {
        long touches = lists.touches();
        return redirects.newAddress(path, query).onSuccess(found -> {
            if (found.isEmpty()) remember(query == null ? path : path + "?" + query, touches);
        });
    }

    private void remember(String uri, long touches) {
        if (uri.length() <= LONGEST) seen.put(uri, new Seen(touches, clock.instant()));
    }
}
