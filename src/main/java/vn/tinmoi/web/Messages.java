package vn.tinmoi.web;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The sentences shown to people, in both languages: one bundle a room, {@code messages/site_vi.properties} and
 * {@code messages/site_en.properties}. Their keys are one space: no key stands in two of them. Any thread.
 */
public final class Messages {
    /** What stands in the folder; a room with sentences of its own adds its name. */
    static final List<String> BUNDLES = List.of(
            "api",
            "backup",
            "board",
            "counting",
            "desk",
            "doctor",
            "feed",
            "ingest",
            "live",
            "media",
            "newsroom",
            "people",
            "portal",
            "redirect",
            "search",
            "site",
            "visit",
            "web");

    private final Map<String, String> vietnamese = sentences(Language.VI);
    private final Map<String, String> english = sentences(Language.EN);

    private static Map<String, String> sentences(Language language) {
        var all = new HashMap<String, String>();
        for (var name : BUNDLES) {
            var bundle = bundle(name, language);
            for (var key : bundle.keySet()) {
                if (all.put(key, bundle.getString(key)) != null)
                    throw new IllegalStateException(key + " of messages/" + name + " stands in another bundle, too");
            }
        }
        return Map.copyOf(all);
    }

    private static ResourceBundle bundle(String name, Language language) {
        var exactly = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle("messages/" + name, language.locale(), exactly);
    }

    /**
     * The sentence of that key with its places {0}, {1} filled. Numbers are written plainly, so format them before.
     *
     * @throws MissingResourceException when no bundle has the key: a bug
     */
    public String say(Language language, String key, Object... arguments) {
        var pattern = switch (language) {
            case VI -> vietnamese.get(key);
            case EN -> english.get(key);
        };
        if (pattern == null) throw new MissingResourceException("no sentence for " + key, "messages", key);
        if (arguments.length == 0) return pattern.replace("''", "'");
        var plain = List.of(arguments).stream().map(String::valueOf).toArray();
        return new MessageFormat(pattern, language.locale()).format(plain);
    }
}
