package vn.tinmoi.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code --name value} pairs, and the {@code -Dbench.name=value} that Maven hands on. */
final class Options {
    /** The caller's to fix. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    private final Map<String, String> given = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Options(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!word.startsWith("--")) throw new Wrong("expected --name value, got " + word);
            boolean alone = i + 1 == words.size() || words.get(i + 1).startsWith("--");
            given.put(word.substring(2), alone ? "true" : words.get(++i));
        }
    }

    String text(String name, String otherwise) {
        asked.add(name);
        var value = given.getOrDefault(name, System.getProperty("bench." + name, ""));
        return value.isEmpty() ? otherwise : value;
    }

    int number(String name, int otherwise) {
        var value = text(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(value.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new Wrong("--" + name + " " + value + ": expected a whole number");
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name, "false"));
    }

    /** After everything was asked for: a name that nobody knows is a mistake. */
    void nothingElse() {
        for (var name : given.keySet())
            if (!asked.contains(name)) throw new Wrong("unknown option --" + name + "; try --help");
    }
}
