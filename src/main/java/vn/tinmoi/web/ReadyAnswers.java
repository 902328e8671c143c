package vn.tinmoi.web;

import org.jspecify.annotations.Nullable;

/** What is ready to be handed to whoever asks, without asking a route. Any thread. */
@FunctionalInterface
public interface ReadyAnswers {
    /**
     * What the route would answer at that address just now; null: ask the route.
     *
     * @param uri path and query as they stand in the request line
     */
    @Nullable
    Representation at(String uri);

    /** These, and where there is none, those. */
    default ReadyAnswers or(ReadyAnswers others) {
        return uri -> {
            var found = at(uri);
            return found != null ? found : others.at(uri);
        };
    }
}
