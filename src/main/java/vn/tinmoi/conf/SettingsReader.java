package vn.tinmoi.conf;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} from a properties file and the environment; the environment wins. */
public final class SettingsReader {
    private static final String PREFIX = "TINMOI_";

    private static final List<String> KEYS = List.of(
            "http.host",
            "http.port",
            "management.host",
            "management.port",
            "database.url",
            "redis.url",
            "data.dir",
            "site.url",
            "site.name",
            "site.zone",
            "api.token",
            "admin.password",
            "secret.key",
            "secret.key.file",
            "sample",
            "event.loops",
            "max.connections",
            "max.connections.per.address",
            "max.streams",
            "max.streams.per.address",
            "streams.burst",
            "streams.new-per-second",
            "max.writes.per.second",
            "limits.lifted",
            "allowed.origins",
            "trusted.proxies",
            "visits.burst",
            "visits.new-per-minute",
            "feeds.hub",
            "theme.dir",
            "import.from-anywhere",
            "http.socket",
            "access.log",
            "log.format",
            "otel.endpoint",
            "otel.percent");

    private static final Set<String> SECRETS =
            Set.of("database.url", "redis.url", "api.token", "admin.password", "secret.key");

    private final Map<String, String> values;
    /** Key to the words that say where its value stands. */
    private final Map<String, String> places;

    private SettingsReader(Map<String, String> values, Map<String, String> places) {
        this.values = values;
        this.places = places;
    }

    /**
     * The settings of {@code file}, where it exists, and of {@code environment}, secrets also from the files that it names.
     *
     * @throws UnusableSetting with the key, its place and what was expected
     */
    public static Settings read(Path file, Map<String, String> environment) {
        return load(file, environment).settings();
    }

    /** What was set, by its keys, but for what only this machine may know: passwords, tokens, the stores' addresses. */
    public static SortedMap<String, String> told(Path file, Map<String, String> environment) {
        var told = new TreeMap<>(load(file, environment).values);
        told.keySet().removeAll(SECRETS);
        return told;
    }

    private static SettingsReader load(Path file, Map<String, String> environment) {
        var values = new HashMap<String, String>();
        var places = new HashMap<String, String>();
        for (var entry : new SettingsFile(UnusableSetting::new).read(file).entrySet()) {
            put(values, places, entry.getKey().toString(), entry.getValue().toString(), file.toString());
        }
        var secrets = new SecretFiles(UnusableSetting::new);
        for (var entry : secrets.readInto(environment).entrySet()) {
            if (!entry.getKey().startsWith(PREFIX)) continue;
            put(values, places, keyOf(entry.getKey()), entry.getValue(), "environment variable " + entry.getKey());
        }
        return new SettingsReader(values, places);
    }

    private static void put(
            Map<String, String> values, Map<String, String> places, String key, String value, String place) {
        if (!KEYS.contains(key)) {
            throw new UnusableSetting("unknown setting " + key + " in " + place + "; known are " + new TreeSet<>(KEYS));
        }
        values.put(key, value.strip());
        places.put(key, place);
    }

    /** The key that a variable stands for: TINMOI_HTTP_PORT is http.port; the variable itself when there is none. */
    private static String keyOf(String variable) {
        return KEYS.stream()
                .filter(key -> variableOf(key).equals(variable))
                .findFirst()
                .orElse(variable);
    }

    private static String variableOf(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private Settings settings() {
        return new Settings(
                new Settings.Listener(text("http.host", "0.0.0.0"), number("http.port", 8080, 0, 65535)),
                new Settings.Listener(text("management.host", "127.0.0.1"), number("management.port", 8081, -1, 65535)),
                url("database.url", "postgresql://user:password@host:5432/database", "postgresql", "postgres"),
                url("redis.url", "redis://host:6379", "redis", "rediss"),
                Path.of(text("data.dir", "data")),
                siteUrl(),
                text("site.name", "Tin mới"),
                zone(),
                secret("api.token", "(?s).{32,}", "32 characters or more"),
                optional("admin.password"),
                secret("secret.key", "[0-9a-fA-F]{64}", "64 hexadecimal digits, as of `openssl rand -hex 32`"),
                Path.of(text("secret.key.file", text("data.dir", "data") + "/secret.key")),
                bool("sample", true),
                orProcessors(number("event.loops", 0, 0, 256)),
                number("max.connections", 0, 0, 10_000_000),
                number("max.connections.per.address", 8_192, 0, 10_000_000),
                number("max.streams", 0, 0, 10_000_000),
                number("max.streams.per.address", -1, 0, 10_000_000),
                number("streams.burst", 5_000, 1, 1_000_000),
                number("streams.new-per-second", 5_000, 0, 1_000_000),
                number("max.writes.per.second", 50, 0, 1_000_000),
                networks("limits.lifted"),
                ListValues.origins(
                        text("allowed.origins", ""),
                        name -> unusable(
                                "allowed.origins",
                                "* or addresses such as https://bang.example.vn, without a path",
                                name)),
                networks("trusted.proxies"),
                number("visits.burst", 3000, 1, 1_000_000),
                number("visits.new-per-minute", 600, 1, 1_000_000),
                url("feeds.hub", "https://hub.example.org/", "http", "https"),
                folder("theme.dir"),
                bool("import.from-anywhere", false),
                file("http.socket"),
                Settings.AccessFormat.valueOf(chosen("access.log", "off", "common", "combined", "json")
                        .toUpperCase(Locale.ROOT)),
                chosen("log.format", "text", "json").equals("json"),
                trace());
    }

    private List<AddressRange> networks(String key) {
        return ListValues.networks(
                text(key, ""),
                name -> unusable(key, "addresses or ranges such as 127.0.0.1, 10.0.0.0/8, fd00::/8", name));
    }

    private Settings.@Nullable Trace trace() {
        int percent = number("otel.percent", 100, 1, 100);
        var endpoint = url("otel.endpoint", "http://collector:4318", "http", "https");
        return endpoint == null ? null : new Settings.Trace(endpoint, percent);
    }

    /** One of these; the first where none is set. */
    private String chosen(String key, String... words) {
        var value = text(key, words[0]).toLowerCase(Locale.ROOT);
        if (List.of(words).contains(value)) return value;
        throw unusable(key, "one of " + String.join(", ", words), value);
    }

    private @Nullable Path file(String key) {
        var value = optional(key);
        return value == null ? null : Path.of(value).toAbsolutePath();
    }

    private @Nullable Path folder(String key) {
        var value = optional(key);
        if (value == null) return null;
        var folder = Path.of(value);
        if (Files.isDirectory(folder)) return folder;
        throw unusable(key, "a folder that is there and can be read", value);
    }

    private @Nullable String optional(String key) {
        var value = values.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    private String text(String key, String preset) {
        var value = optional(key);
        return value == null ? preset : value;
    }

    private int number(String key, int preset, int least, int most) {
        var value = optional(key);
        if (value == null) return preset;
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw unusable(key, "a whole number from " + least + " to " + most, value);
    }

    private boolean bool(String key, boolean preset) {
        var value = optional(key);
        if (value == null) return preset;
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unusable(key, "true or false", value);
        };
    }

    private @Nullable String url(String key, String example, String... schemes) {
        var value = optional(key);
        if (value == null) return null;
        try {
            var uri = new URI(value);
            if (List.of(schemes).contains(uri.getScheme()) && uri.getHost() != null) return value;
        } catch (URISyntaxException e) {
            // answered below, without the value: it may hold a password
        }
        throw new UnusableSetting(key + " (" + places.get(key) + ") must be a URL such as " + example
                + "; special characters in the" + " password are written as %40 for @, %2F for / and so on");
    }

    private @Nullable String siteUrl() {
        var value = optional("site.url");
        if (value == null) return null;
        try {
            var uri = new URI(value);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            boolean atRoot = Set.of("", "/").contains(String.valueOf(uri.getRawPath()));
            if (web && bare && atRoot && uri.getHost() != null) return value.replaceAll("/$", "");
        } catch (URISyntaxException e) {
            // answered below
        }
        throw unusable("site.url", "an address such as https://tin.example.vn, without a path", value);
    }

    private ZoneId zone() {
        var value = text("site.zone", "Asia/Ho_Chi_Minh");
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw unusable("site.zone", "a time zone such as Asia/Ho_Chi_Minh", value);
        }
    }

    /** Never said itself. */
    private @Nullable String secret(String key, String pattern, String expected) {
        var value = optional(key);
        if (value == null || value.matches(pattern)) return value;
        throw new UnusableSetting(
                key + " (" + places.get(key) + ") must have " + expected + ", but has " + value.length());
    }

    private static int orProcessors(int loops) {
        return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    }

    private UnusableSetting unusable(String key, String expected, String value) {
        return new UnusableSetting(
                key + " (" + places.get(key) + ") must be " + expected + ", but is \"" + value + "\"");
    }

    /** A setting that stops the start; its message is for the operator. */
    public static final class UnusableSetting extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableSetting(String message) {
            super(message);
        }
    }
}
