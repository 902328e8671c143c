package vn.tinmoi.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which modules load which, read from their own lines: {@code from "./a.js"} and {@code import "./a.js"} are loaded with a
 * module, {@code import("./a.js")} when it comes to it. So nobody writes a list of them by hand. Any thread.
 */
final class Modules {
    private static final Pattern WITH_IT =
            Pattern.compile("^(?:import|export)\\b[^\"(]*\"(\\.{1,2}/[^\"]+)\"", Pattern.MULTILINE);
    private static final Pattern LATER = Pattern.compile("\\bimport\\(\"(\\.{1,2}/[^\"]+)\"\\)");

    private final Map<String, List<String>> withIt = new HashMap<>();
    private final Map<String, List<String>> later = new HashMap<>();

    /** {@code sources}: the text of each module, by its path below webroot; a name that leads nowhere is refused. */
    Modules(Map<String, String> sources) {
        sources.forEach((path, source) -> {
            withIt.put(path, named(path, source, WITH_IT, sources.keySet()));
            later.put(path, named(path, source, LATER, sources.keySet()));
        });
    }

    private static List<String> named(String path, String source, Pattern pattern, Set<String> there) {
        return pattern.matcher(source)
                .results()
                .map(found -> resolved(path, found.group(1)))
                .peek(other -> {
                    if (!there.contains(other))
                        throw new IllegalStateException(
                                "webroot/" + path + " imports webroot/" + other + ", which is not there");
                })
                .toList();
    }

    private static String resolved(String from, String name) {
        var parts = new ArrayList<>(List.of(from.split("/")));
        parts.removeLast();
        for (var part : name.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) parts.removeLast();
            else if (!part.equals(".")) parts.add(part);
        }
        return String.join("/", parts);
    }

    /** What these load as they begin, nearest first, without themselves. */
    List<String> imported(List<String> entries) {
        return reached(entries, List.of(withIt));
    }

    /** What these may ever load, without themselves. */
    List<String> reachable(List<String> entries) {
        return reached(entries, List.of(withIt, later));
    }

    private static List<String> reached(List<String> entries, List<Map<String, List<String>>> ways) {
        var found = new LinkedHashSet<>(entries);
        var open = new ArrayList<>(entries);
        while (!open.isEmpty()) {
            var path = open.removeFirst();
            for (var way : ways)
                for (var other : way.getOrDefault(path, List.of())) if (found.add(other)) open.add(other);
        }
        entries.forEach(found::remove);
        return List.copyOf(found);
    }
}
