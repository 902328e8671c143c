package vn.tinmoi.visit;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at who gives a sign of life: a reader, by his session, or someone who is not counted. The address is used for
 * hashes and kept nowhere; a session without a cookie is called by another one each day, so tomorrow's is made at once, for
 * a stream that is still open then. On the request's event loop.
 */
final class Doorkeeper {
    static final String COOKIE = "tm_v";
    /** Whatever it says: a request of a load test that declares itself. */
    static final String LOAD_TEST = "Tinmoi-Load-Test";

    /** Whatever it says: the page's script found that a program drives its browser. */
    static final String DRIVEN = "tm_driven";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    /** What the doorkeeper says. */
    sealed interface Verdict {
        /**
         * @param session the cookie's id, or {@code h} and a hash
         * @param tomorrow what the session will be called then; null: the same
         * @param network keyed hashes of the address' networks; none: no ceiling holds it
         */
        record Reader(String session, @Nullable String tomorrow, Network network) implements Verdict {
            /** The same reader by the name of the next day. */
            Reader tomorrows() {
                return new Reader(tomorrow == null ? session : tomorrow, null, network);
            }
        }

        /** {@code reason}: as {@code tinmoi_visits_ignored_total} names it. */
        record Ignored(String reason) implements Verdict {}
    }

    private final Bots bots;
    private final Elsewhere elsewhere;
    private final DayKeys keys;
    private final Function<HttpServerRequest, String> address;
    private final Predicate<String> lifted;

    /** {@code lifted}: addresses that no ceiling holds. */
    Doorkeeper(
            Bots bots,
            Elsewhere elsewhere,
            DayKeys keys,
            Function<HttpServerRequest, String> address,
            Predicate<String> lifted) {
        this.bots = bots;
        this.elsewhere = elsewhere;
        this.keys = keys;
        this.address = address;
        this.lifted = lifted;
    }

    Verdict look(HttpServerRequest request, LocalDate day) {
        var id = cookie(request);
        var agent = request.getHeader("User-Agent");
        var reason = reason(request, agent, id != null);
        if (reason != null) return new Verdict.Ignored(reason);
        var from = address.apply(request);
        var network = lifted.test(from) ? Network.NONE : hashed(day, Network.of(from));
        if (id != null) return new Verdict.Reader(id, null, network);
        var both = from + "\n" + agent;
        return new Verdict.Reader("h" + keys.hash(day, both), "h" + keys.hash(day.plusDays(1), both), network);
    }

    private Network hashed(LocalDate day, Network network) {
        return new Network(
                keys.hash(day, network.near()), network.wide().isEmpty() ? "" : keys.hash(day, network.wide()));
    }

    private @Nullable String reason(HttpServerRequest request, @Nullable String agent, boolean session) {
        if (request.method() == HttpMethod.HEAD) return "head";
        if (says(request, "Sec-Purpose", "prefetch")
                || says(request, "Sec-Purpose", "prerender")
                || says(request, "Purpose", "prefetch")
                || says(request, "X-Purpose", "preview")
                || says(request, "X-Moz", "prefetch")) return "prefetch";
        if (request.getHeader(LOAD_TEST) != null) return "load-test";
        return who(request, agent, session);
    }

    /** What a machine says of itself goes first; where a page is from says more than that no known browser asks. */
    private @Nullable String who(HttpServerRequest request, @Nullable String agent, boolean session) {
        var machine = bots.reason(agent, session);
        if (machine != null && !machine.equals(Bots.PROGRAM)) return machine;
        if (request.getCookie(DRIVEN) != null) return Bots.AUTOMATED;
        if (elsewhere.isForeign(request)) return "elsewhere";
        if (machine == null && Elsewhere.wantsFiguresAlone(request)) return "elsewhere";
        return machine;
    }

    /** The cookie's id; null without a well-formed one, and for who does not want to be followed. */
    private static @Nullable String cookie(HttpServerRequest request) {
        if ("1".equals(request.getHeader("DNT")) || "1".equals(request.getHeader("Sec-GPC"))) return null;
        var cookie = request.getCookie(COOKIE);
        return cookie != null && ID.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }

    private static boolean says(HttpServerRequest request, String header, String word) {
        var value = request.getHeader(header);
        return value != null && value.toLowerCase(Locale.ROOT).contains(word);
    }
}
