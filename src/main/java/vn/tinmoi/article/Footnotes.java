package vn.tinmoi.article;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Where links inside a text lead to is kept under names of its own, so that it can be nothing else of the page. Any thread.
 */
final class Footnotes {
    private static final String PREFIX = "gc-"; // of what links inside the text lead to
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9_:.-]{1,60}");
    private static final Set<String> HOLDING = Set.of("sup", "strong", "em", "b", "i");

    private Footnotes() {}

    static void settle(Document document) {
        var wanted = new HashSet<String>();
        var links = document.select("a[href^=#]");
        links.forEach(link -> wanted.add(link.attr("href").substring(1)));
        var named = new HashMap<String, String>();
        for (var element : List.copyOf(document.body().getAllElements())) {
            var name = element.hasAttr("id")
                    ? element.attr("id")
                    : element.normalName().equals("a") ? element.attr("name") : "";
            element.removeAttr("id").removeAttr("name");
            boolean first = wanted.contains(name) && TARGET.matcher(name).matches() && !named.containsKey(name);
            if (!first) continue;
            named.put(name, name.startsWith(PREFIX) ? name : PREFIX + name);
            holder(element).attr("id", named.get(name));
        }
        links.forEach(link -> {
            var target = named.get(link.attr("href").substring(1));
            if (target != null) link.attr("href", "#" + target);
        });
    }

    /** What stays when the element itself does not. */
    private static Element holder(Element element) {
        boolean stays = HtmlNames.BLOCKS.contains(element.normalName())
                || HtmlNames.PARTS.contains(element.normalName())
                || HtmlNames.DIVISIONS.contains(element.normalName())
                || HOLDING.contains(element.normalName())
                || (element.normalName().equals("a") && element.hasAttr("href"));
        if (stays && !element.hasAttr("id")) return element;
        for (var around = element.parent();
                around != null && !around.normalName().equals("body");
                around = around.parent()) {
            if (HtmlNames.BLOCKS.contains(around.normalName()) && !around.hasAttr("id")) return around;
        }
        return element;
    }
}
