package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.tinmoi.portal.PicturePlace;
import vn.tinmoi.portal.Portal;

/** The box "Liên kết" of the front page. */
final class LinksTopic implements Topic {
    private static final String LIST = "links";

    @Override
    public Topics.Way way() {
        return Topics.WAYS.get(6);
    }

    @Override
    public String template() {
        return "links";
    }

    @Override
    public List<String> parts() {
        return List.of("title", "url", "logo", "shown");
    }

    @Override
    public boolean bringsPictures() {
        return true;
    }

    @Override
    public Map<String, String> values(Portal portal) {
        var rows = new ArrayList<Map<String, String>>();
        for (var link : portal.document().links()) {
            var row = new LinkedHashMap<String, String>();
            row.put("title", link.title());
            row.put("url", link.url());
            row.put("logo", Objects.requireNonNullElse(link.logo(), ""));
            var picture = portal.picture(link.logo());
            row.put(
                    "shown",
                    picture == null
                            ? ""
                            : picture.atLeast(PicturePlace.LOGO_PIXELS).url());
            rows.add(row);
        }
        if (rows.isEmpty()) rows.add(Rows.empty(parts()));
        var values = new LinkedHashMap<String, String>();
        Rows.put(values, LIST, rows);
        return values;
    }

    @Override
    public Wanted wanted(Map<String, String> typed) {
        var fields = JsonNodeFactory.instance.objectNode();
        var links = fields.putArray(LIST);
        var places = new HashMap<String, String>();
        var rows = Rows.of(typed, LIST);
        for (int i = 0; i < rows.size(); i++) {
            var title = rows.get(i).getOrDefault("title", "").strip();
            var url = rows.get(i).getOrDefault("url", "").strip();
            if (title.isEmpty() && url.isEmpty()) continue;
            var path = LIST + "[" + links.size() + "]";
            var link = links.addObject().put("title", title).put("url", url);
            var logo = rows.get(i).getOrDefault("logo", "");
            if (!logo.isEmpty()) link.put("logo", logo);
            for (var part : List.of("title", "url")) places.put(path + "." + part, Rows.name(LIST, i, part));
            places.put(path + ".logo", Rows.name(LIST, i, "file"));
        }
        return new Wanted(fields, places);
    }
}
