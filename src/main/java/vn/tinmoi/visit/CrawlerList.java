package vn.tinmoi.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The vendored list of crawlers, {@code resources/crawlers}: expressions to look for in user agents.
 *
 * @param crawlers search engines, previewers, monitors and other machines that come by themselves
 * @param driven browsers that a program drives
 * @param libraries what programs fetch with
 */
record CrawlerList(List<String> crawlers, List<String> driven, List<String> libraries) {
    private static final String FILE = "/crawlers/crawler-user-agents.json";

    /** Of the list's patterns those that browsers of people match: inside the apps of Facebook and Viber. */
    static final Set<String> READERS = Set.of("MetaIAB Facebook", "Viber");

    /** Reads the list; some 10 ms. */
    static CrawlerList read() {
        try (var file = CrawlerList.class.getResourceAsStream(FILE)) {
            return sort(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the program lacks its own " + FILE, e);
        }
    }

    private static CrawlerList sort(JsonNode entries) {
        var list = new CrawlerList(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var entry : entries) {
            var pattern = entry.path("pattern").asText();
            if (!READERS.contains(pattern))
                list.kind(entry.path("tags").toString()).add(pattern);
        }
        return list;
    }

    private List<String> kind(String tags) {
        if (tags.contains("\"browser-automation\"")) return driven;
        return tags.contains("\"http-library\"") ? libraries : crawlers;
    }
}
