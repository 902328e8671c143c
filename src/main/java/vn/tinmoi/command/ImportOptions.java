package vn.tinmoi.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.web.Language;

/**
 * What {@code import} is asked for.
 *
 * @param pictures whether pictures that stand elsewhere are fetched and kept
 * @param overwrite whether what the newsroom changed gives way to the source
 * @param json whether a program reads the report: one JSON document on stdout
 * @param categories slugs of ours by the names that others use
 * @param language of the report; null: as the environment has it
 */
public record ImportOptions(
        boolean pictures,
        boolean overwrite,
        boolean json,
        Map<String, String> categories,
        @Nullable Language language,
        List<Path> files) {

    /** Of a command line that cannot be understood: why. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String complaint) {
            super(complaint);
        }
    }

    static ImportOptions parse(List<String> words) throws Unusable {
        return new Parsing(words).options();
    }

    /** The language that the report is in: what was asked for, else the terminal's where that is Vietnamese. */
    public Language language(Map<String, String> environment) {
        if (language != null) return language;
        for (var name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
            var value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) return value.toLowerCase(Locale.ROOT).startsWith("vi") ? Language.VI : Language.EN;
        }
        return Language.EN;
    }

    private static final class Parsing {
        private final List<String> words;
        private final List<Path> files = new ArrayList<>();
        private final Map<String, String> categories = new LinkedHashMap<>();
        private @Nullable Language language;
        private boolean pictures;
        private boolean overwrite;
        private boolean json;
        private boolean onlyFiles;
        private int at;

        Parsing(List<String> words) {
            this.words = words;
        }

        ImportOptions options() throws Unusable {
            for (; at < words.size(); at++) {
                var word = words.get(at);
                if (onlyFiles || !word.startsWith("-") || word.equals("-")) files.add(Path.of(word));
                else option(word);
            }
            if (files.isEmpty()) throw new Unusable("import needs the files to bring in");
            return new ImportOptions(pictures, overwrite, json, categories, language, files);
        }

        private void option(String word) throws Unusable {
            int equals = word.indexOf('=');
            switch (equals > 0 ? word.substring(0, equals) : word) {
                case "--" -> onlyFiles = true;
                case "--pictures" -> pictures = true;
                case "--overwrite" -> overwrite = true;
                case "--json" -> json = true;
                case "--category" -> category(value(word, equals));
                case "--language" -> language = language(value(word, equals));
                default -> throw new Unusable("import does not know " + word);
            }
        }

        private String value(String word, int equals) throws Unusable {
            if (equals > 0) return word.substring(equals + 1);
            if (++at >= words.size()) throw new Unusable(word + " needs a value");
            return words.get(at);
        }

        private void category(String pair) throws Unusable {
            int equals = pair.lastIndexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new Unusable("--category needs \"their name=our slug\", but got \"" + pair + "\"");
            }
            categories.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }

        private static Language language(String tag) throws Unusable {
            for (var language : Language.values()) if (language.tag().equals(tag)) return language;
            throw new Unusable("--language is vi or en, but got \"" + tag + "\"");
        }
    }
}
