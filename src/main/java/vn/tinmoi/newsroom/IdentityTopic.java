package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.SiteApi;

/** What the portal is called, its colour, and who answers for it. */
final class IdentityTopic implements Topic {
    private static final String IMPRINT = "imprint.";
    private static final String LANGUAGES = "languages";

    /** The form's fields by their paths in the site's document, in their order. */
    static final List<String> FIELDS = List.of(
            "name",
            "shortName",
            "motto",
            "zone",
            "accent",
            "imprint.governingBody",
            "imprint.managingBody",
            "imprint.personResponsible",
            "imprint.licence",
            "imprint.address",
            "imprint.phone",
            "imprint.email",
            "imprint.sourceNotice");

    @Override
    public Topics.Way way() {
        return Topics.WAYS.getFirst();
    }

    @Override
    public String template() {
        return "identity";
    }

    @Override
    public Map<String, String> values(Portal portal) {
        var json = SiteApi.json(portal);
        var values = new LinkedHashMap<String, String>();
        for (var field : FIELDS) {
            var part = field.startsWith(IMPRINT) ? json.getJsonObject("imprint") : json;
            values.put(field, part.getString(field.replace(IMPRINT, ""), ""));
        }
        values.put(LANGUAGES, portal.document().offersEnglishFirst() ? "en,vi" : "vi,en");
        return values;
    }

    @Override
    public Wanted wanted(Map<String, String> typed) {
        var fields = JsonNodeFactory.instance.objectNode();
        var imprint = fields.putObject("imprint");
        for (var field : FIELDS) {
            var text = typed.getOrDefault(field, "");
            if (field.startsWith(IMPRINT)) imprint.put(field.substring(IMPRINT.length()), text);
            else fields.put(field, text);
        }
        var languages = fields.putArray(LANGUAGES);
        for (var one : typed.getOrDefault(LANGUAGES, "vi,en").split(",")) languages.add(one);
        return new Wanted(fields);
    }
}
