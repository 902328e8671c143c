package vn.tinmoi.newsroom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinmoi.article.BodyMerge;
import vn.tinmoi.news.TextField;

/**
 * What was typed, joined with what someone else saved meanwhile. What one side alone changed is taken; of what both changed, what
 * was typed stands in the field and the other beside it.
 *
 * @param stored what is stored of fields that both changed, by their names
 * @param clashes of the body's blocks that both changed
 */
record StoryJoin(StoryFields fields, Map<String, String> stored, List<BodyMerge.Clash> clashes) {
    /** Three ways; takes some milliseconds for a long body: not for an event loop. */
    static StoryJoin of(StoryFields base, StoryFields theirs, StoryFields typed) {
        var result = typed;
        var stored = new LinkedHashMap<String, String>();
        List<BodyMerge.Clash> clashes = List.of();
        for (var name : theirs.values().keySet()) {
            var mine = typed.given(name);
            var other = theirs.value(name);
            if (mine == null || mine.equals(other) || other.equals(base.value(name))) continue;
            if (mine.equals(base.value(name))) {
                result = result.with(name, other);
            } else if (name.equals(TextField.BODY_HTML.json())) {
                var merged = BodyMerge.of(base.value(name), mine, other);
                result = result.with(name, merged.html());
                clashes = merged.clashes();
            } else {
                stored.put(name, other);
            }
        }
        return new StoryJoin(result, stored, clashes);
    }
}
