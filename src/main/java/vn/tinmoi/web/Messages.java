package vn.tinmoi.web;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;

/** The sentences shown to people, in both languages: {@code messages_vi.properties}, {@code messages_en.properties}. Any thread. */
public final class Messages {
    private final ResourceBundle vietnamese = bundle(Language.VI);
    private final ResourceBundle english = bundle(Language.EN);

    private static ResourceBundle bundle(Language language) {
        var exactly = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle("messages", language.locale(), exactly);
    }

    /**
     * The sentence of that key with its places {0}, {1} filled. Numbers are written plainly, so format them before.
     *
     * @throws java.util.MissingResourceException when the file lacks the key: a bug
     */
    public String say(Language language, String key, Object... arguments) {
        var bundle = switch (language) {
            case VI -> vietnamese;
            case EN -> english;
        };
        var pattern = bundle.getString(key);
        if (arguments.length == 0) return pattern.replace("''", "'");
        var plain = List.of(arguments).stream().map(String::valueOf).toArray();
        return new MessageFormat(pattern, language.locale()).format(plain);
    }
}
