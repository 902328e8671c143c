package vn.tinmoi.live;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.web.AnyQuery;

/**
 * What a request for a stream or its events says, whatever it says: a query that cannot be decoded is garbage, not an
 * error, because an EventSource never comes back after a 4xx. It is decoded as browsers decode one (WHATWG URL, 5.1): what
 * is no escape stands for itself.
 *
 * <p>Where it goes on says the header {@code Last-Event-ID}, else a parameter that means the same, else {@code after}. Of
 * several parameters of one rank the last that is not blank counts: who repeats an id appends it to the address. Several
 * {@code topics} are one list.
 *
 * @param unreadable the parameters that cannot be decoded, as they came, cut and counted
 */
record Asked(@Nullable String topics, @Nullable String cursor, List<String> unreadable) {
    /** Polyfills repeat the last id in the address, where a header would cost a preflight; lower case. */
    private static final Set<String> LAST_EVENT_ID = Set.of("lasteventid", "last-event-id", "evs_last_event_id");

    private static final Pattern BETWEEN = Pattern.compile("[&;]");
    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final int MOST_TOLD = 16;
    private static final int LONGEST_TOLD = 85; // characters, as of an unknown topic

    static Asked of(HttpServerRequest request) {
        var query = of(AnyQuery.take(request));
        var last = request.getHeader("Last-Event-ID");
        return isPresent(last) ? new Asked(query.topics, last, query.unreadable) : query;
    }

    /** {@code query}: as the address has it, behind its question mark. */
    static Asked of(@Nullable String query) {
        String topics = null;
        String after = null;
        String last = null;
        var unreadable = new ArrayList<String>();
        for (var pair : BETWEEN.split(query == null ? "" : query)) {
            if (NO_ESCAPE.matcher(pair).find() && unreadable.size() < MOST_TOLD) unreadable.add(cut(pair));
            var parts = pair.split("=", 2);
            var value = parts.length == 1 ? "" : decoded(parts[1]);
            if (value.isBlank()) continue;
            var name = decoded(parts[0]);
            if (name.equals("topics")) topics = topics == null ? value : topics + "," + value;
            else if (name.equals("after")) after = value;
            else if (LAST_EVENT_ID.contains(name.toLowerCase(Locale.ROOT))) last = value;
        }
        return new Asked(topics, last == null ? after : last, List.copyOf(unreadable));
    }

    /** What the first event says of what cannot be served. */
    JsonObject notes(Topics.Wanted wanted) {
        var notes = wanted.notes();
        if (!unreadable.isEmpty()) notes.put("unreadable", new JsonArray(unreadable));
        return notes;
    }

    private static String decoded(String escaped) {
        return URLDecoder.decode(NO_ESCAPE.matcher(escaped).replaceAll("%25"), StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TOLD));
    }

    private static boolean isPresent(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
