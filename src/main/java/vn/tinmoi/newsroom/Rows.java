package vn.tinmoi.newsroom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists in a form. The parts of a row are fields of their own, called {@code menu-3-to}; a button under the name of {@link
 * #PRESS} adds, moves, takes away or bares of its logo a row, as {@code up-menu-3}, so that it works without a script and loses nothing typed.
 */
final class Rows {
    static final String PRESS = "lam";
    private static final Pattern PART = Pattern.compile("([a-z]+)-([0-9]{1,3})-([a-zA-Z]+)");
    private static final Pattern PRESSED = Pattern.compile("(up|down|drop|add|bare)-([a-z]+)(?:-([0-9]{1,3}))?");
    private static final int MOST = 100;
    private static final Set<String> LOGO = Set.of("logo", "shown");

    private Rows() {}

    /** The id and name of a part. */
    static String name(String list, int row, String part) {
        return list + "-" + row + "-" + part;
    }

    /** The rows of a list, those that have holes in their numbers among them. */
    static List<Map<String, String>> of(Map<String, String> typed, String list) {
        var rows = new ArrayList<Map<String, String>>();
        typed.forEach((name, text) -> {
            var part = PART.matcher(name);
            if (!part.matches() || !part.group(1).equals(list)) return;
            int row = Integer.parseInt(part.group(2));
            if (row >= MOST) return;
            while (rows.size() <= row) rows.add(new LinkedHashMap<>());
            rows.get(row).put(part.group(3), text);
        });
        return rows;
    }

    /** Puts the rows where those of the list were. */
    static void put(Map<String, String> typed, String list, List<Map<String, String>> rows) {
        typed.keySet().removeIf(name -> {
            var part = PART.matcher(name);
            return part.matches() && part.group(1).equals(list);
        });
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            rows.get(i).forEach((part, text) -> typed.put(name(list, row, part), text));
        }
    }

    static boolean isPress(String press) {
        return PRESSED.matcher(press).matches();
    }

    /** Does what the button says; {@code parts}: those of a new row. */
    static void press(Map<String, String> typed, String press, List<String> parts) {
        var pressed = PRESSED.matcher(press);
        if (!pressed.matches()) return;
        var list = pressed.group(2);
        var rows = of(typed, list);
        int row = pressed.group(3) == null ? 0 : Integer.parseInt(pressed.group(3));
        switch (pressed.group(1)) {
            case "add" -> rows.add(empty(parts));
            case "up" -> swap(rows, row - 1);
            case "down" -> swap(rows, row);
            case "bare" -> {
                if (row < rows.size()) rows.get(row).keySet().removeAll(LOGO);
            }
            default -> {
                if (row < rows.size()) rows.remove(row);
            }
        }
        put(typed, list, rows);
    }

    static Map<String, String> empty(List<String> parts) {
        var row = new LinkedHashMap<String, String>();
        parts.forEach(part -> row.put(part, ""));
        return row;
    }

    /** With the one behind it; at the ends nothing moves. */
    private static void swap(List<Map<String, String>> rows, int row) {
        if (row < 0 || row + 1 >= rows.size()) return;
        rows.add(row, rows.remove(row + 1));
    }
}
