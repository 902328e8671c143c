package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.SiteDocument.Band;

/** The front page: which bands in which order, how many stories in each, and the line above every page. */
final class FrontTopic implements Topic {
    private static final String LIST = "bands";
    private static final String TEXT = "notice.text";
    private static final String UNTIL = "notice.until";

    private final LocalTimes times;

    FrontTopic(LocalTimes times) {
        this.times = times;
    }

    @Override
    public Topics.Way way() {
        return Topics.WAYS.get(5);
    }

    @Override
    public String template() {
        return "front";
    }

    @Override
    public List<String> parts() {
        return List.of("category", "stories");
    }

    @Override
    public Map<String, String> values(Portal portal) {
        var rows = new ArrayList<Map<String, String>>();
        for (var band : portal.document().front().bands()) {
            var row = new LinkedHashMap<String, String>();
            row.put("category", band.category());
            row.put("stories", String.valueOf(band.stories()));
            rows.add(row);
        }
        if (rows.isEmpty()) rows.add(Rows.empty(parts()));
        var values = new LinkedHashMap<String, String>();
        Rows.put(values, LIST, rows);
        var notice = portal.document().notice();
        values.put(TEXT, notice == null ? "" : notice.text());
        values.put(UNTIL, notice == null ? "" : times.field(notice.until()));
        return values;
    }

    @Override
    public Wanted wanted(Map<String, String> typed) {
        var fields = JsonNodeFactory.instance.objectNode();
        var places = new HashMap<String, String>();
        bands(fields, places, Rows.of(typed, LIST));
        var text = typed.getOrDefault(TEXT, "").strip();
        var until = times.instant(UNTIL, typed.getOrDefault(UNTIL, ""));
        if (text.isEmpty()) fields.putNull("notice");
        else fields.putObject("notice").put("text", text).put("until", until);
        return new Wanted(fields, places);
    }

    private static void bands(ObjectNode fields, Map<String, String> places, List<Map<String, String>> rows) {
        var bands = fields.putObject("front").putArray("bands");
        for (int i = 0; i < rows.size(); i++) {
            var category = rows.get(i).getOrDefault("category", "");
            if (category.isEmpty()) continue;
            var path = "front.bands[" + bands.size() + "]";
            bands.addObject().put("category", category).put("stories", stories(i, rows.get(i)));
            places.put(path, Rows.name(LIST, i, "category"));
            places.put(path + ".category", Rows.name(LIST, i, "category"));
            places.put(path + ".stories", Rows.name(LIST, i, "stories"));
        }
    }

    private static int stories(int number, Map<String, String> row) {
        var text = row.getOrDefault("stories", "").strip();
        if (text.isEmpty()) return Band.USUAL;
        if (text.matches("[0-9]{1,4}")) return Integer.parseInt(text);
        throw Problem.invalid(Rows.name(LIST, number, "stories"), "number.between", 1, 8);
    }
}
