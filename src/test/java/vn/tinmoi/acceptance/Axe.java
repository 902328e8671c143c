package vn.tinmoi.acceptance;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What axe-core finds in a page. It does not fetch the style sheets once more, which doubled its time: only a rule that is off by
 * default and one about sound that plays by itself read them.
 */
final class Axe {
    private static final String SCRIPT = script();
    private static final Map<String, Object> ALL = Map.of("resultTypes", List.of("violations"), "preload", false);
    private static final Map<String, Object> COLOURS = colours();
    private static final String RUN = """
            (options) => axe.run(document, options).then(({violations}) => violations.flatMap(({id, nodes}) =>
              nodes.map(({html, any, all, none}) =>
                `${id}: ${html.slice(0, 200)} ${[...any, ...all, ...none].map(({message}) => message).join("; ")}`)))""";

    private Axe() {}

    private static String script() {
        try (var script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe-core").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> colours() {
        var options = new HashMap<>(ALL);
        options.put("runOnly", List.of("color-contrast", "link-in-text-block"));
        return options;
    }

    /** By every rule that is on by default. */
    static List<String> findings(Page page) {
        return run(page, ALL);
    }

    /** By the rules that another theme can break. */
    static List<String> ofColours(Page page) {
        return run(page, COLOURS);
    }

    private static List<String> run(Page page, Map<String, Object> options) {
        if (page.evaluate("() => !globalThis.axe").equals(true)) page.evaluate(SCRIPT);
        return ((List<?>) page.evaluate(RUN, options))
                .stream().map(String::valueOf).toList();
    }
}
