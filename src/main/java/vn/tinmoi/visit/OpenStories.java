package vn.tinmoi.visit;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Topic;

/**
 * The stories that a sign of life comes from: its parameter {@code article}, its stream's topics {@code article/{id}}, and
 * the story page that its Referer names. Whether a story exists is not asked here.
 */
final class OpenStories {
    private static final Pattern PAGE =
            Pattern.compile("^https?://[^/?#]+(?:/en)?/bai-viet/(?:[^/?#]*-)?([1-9][0-9]{0,17})(?:[?#].*)?$");
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int LONGEST = 2_048; // characters of a Referer or a list of topics that are looked at

    private OpenStories() {}

    /** Their numbers, at most {@link Sign#MOST_ARTICLES}, each once. */
    static List<Long> of(HttpServerRequest request) {
        var stories = new LinkedHashSet<Long>();
        var named = parameter(request, "article");
        if (ID.matcher(named).matches()) stories.add(Long.valueOf(named));
        var topics = parameter(request, "topics");
        if (topics.contains("article/")) topics(topics).forEach(stories::add);
        var page = PAGE.matcher(bounded(request.getHeader("Referer")));
        if (page.matches()) stories.add(Long.valueOf(page.group(1)));
        return stories.stream().limit(Sign.MOST_ARTICLES).toList();
    }

    private static Stream<Long> topics(String names) {
        return Stream.of(names.split(","))
                .flatMap(name -> Topic.parse(name.strip()).stream())
                .flatMap(topic ->
                        topic instanceof Topic.OneArticle(var article) ? Stream.of(article.value()) : Stream.empty());
    }

    private static String parameter(HttpServerRequest request, String name) {
        try {
            return bounded(request.getParam(name));
        } catch (IllegalArgumentException malformed) {
            return ""; // who cannot be understood names no story
        }
    }

    private static String bounded(@Nullable String text) {
        return text == null || text.length() > LONGEST ? "" : text;
    }
}
