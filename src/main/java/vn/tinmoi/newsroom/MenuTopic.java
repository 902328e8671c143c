package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.SiteDocument.MenuEntry;

/** The navigation: rows in their order, each on the first level or under the one above it. */
final class MenuTopic implements Topic {
    private static final String LIST = "menu";
    private static final String UNDER = "2";

    @Override
    public Topics.Way way() {
        return Topics.WAYS.get(3);
    }

    @Override
    public String template() {
        return "menu";
    }

    @Override
    public List<String> parts() {
        return List.of("level", "vi", "en", "to");
    }

    @Override
    public Map<String, String> values(Portal portal) {
        var rows = new ArrayList<Map<String, String>>();
        for (var entry : portal.document().menu()) {
            rows.add(row(entry, "1"));
            for (var child : entry.children()) rows.add(row(child, UNDER));
        }
        if (rows.isEmpty()) rows.add(Rows.empty(parts()));
        var values = new LinkedHashMap<String, String>();
        Rows.put(values, LIST, rows);
        return values;
    }

    private static Map<String, String> row(MenuEntry entry, String level) {
        var row = new LinkedHashMap<String, String>();
        row.put("level", level);
        row.put("vi", entry.title().vi());
        row.put("en", entry.title().en());
        row.put("to", entry.to());
        return row;
    }

    @Override
    public Wanted wanted(Map<String, String> typed) {
        return new Reading(Rows.of(typed, LIST)).wanted();
    }

    /** Rows to the tree that they mean; a row in which nothing stands is none. */
    private static final class Reading {
        private final List<Map<String, String>> rows;
        private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
        private final ArrayNode menu = fields.putArray(LIST);
        private final Map<String, String> places = new HashMap<>();
        private @Nullable ObjectNode above;

        Reading(List<Map<String, String>> rows) {
            this.rows = rows;
        }

        Wanted wanted() {
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                if (!said(row, "vi").isEmpty()
                        || !said(row, "en").isEmpty()
                        || !said(row, "to").isEmpty()) read(i, row);
            }
            return new Wanted(fields, places);
        }

        private void read(int number, Map<String, String> row) {
            ArrayNode level;
            String path;
            if (said(row, "level").equals(UNDER)) {
                if (above == null) throw Problem.invalid(Rows.name(LIST, number, "level"), "menu.no-parent");
                level = above.withArray("children");
                path = LIST + "[" + (menu.size() - 1) + "].children[" + level.size() + "]";
            } else {
                level = menu;
                path = LIST + "[" + menu.size() + "]";
            }
            var entry = level.addObject();
            entry.putObject("title").put("vi", said(row, "vi")).put("en", said(row, "en"));
            entry.put("to", said(row, "to"));
            if (level == menu) above = entry;
            places.put(path, Rows.name(LIST, number, "vi"));
            places.put(path + ".title.vi", Rows.name(LIST, number, "vi"));
            places.put(path + ".title.en", Rows.name(LIST, number, "en"));
            places.put(path + ".to", Rows.name(LIST, number, "to"));
        }

        private static String said(Map<String, String> row, String part) {
            return row.getOrDefault(part, "").strip();
        }
    }
}
