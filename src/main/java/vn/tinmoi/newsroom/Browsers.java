package vn.tinmoi.newsroom;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a person calls the browser that a user agent stands for: "Firefox, Windows". */
final class Browsers {
    private static final Map<String, String> NAMES = map(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "coc_coc",
            "Cốc Cốc",
            "SamsungBrowser",
            "Samsung Internet",
            "Zalo",
            "Zalo",
            "Firefox",
            "Firefox",
            "FxiOS",
            "Firefox",
            "CriOS",
            "Chrome",
            "Chrome",
            "Chrome",
            "Safari",
            "Safari");

    private static final Map<String, String> SYSTEMS = map(
            "Windows",
            "Windows",
            "Android",
            "Android",
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Mac OS",
            "macOS",
            "CrOS",
            "ChromeOS",
            "Linux",
            "Linux");

    private Browsers() {}

    /** The first that is named wins: many browsers name others, too. */
    private static Map<String, String> map(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    /** The user agent's own first word where it is no known browser; empty where there is none. */
    static String name(String agent) {
        var browser = first(NAMES, agent);
        if (browser.isEmpty()) return agent.split("[ /]", 2)[0];
        var system = first(SYSTEMS, agent);
        return system.isEmpty() ? browser : browser + ", " + system;
    }

    private static String first(Map<String, String> names, String agent) {
        return names.entrySet().stream()
                .filter(one -> agent.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
