package vn.tinmoi.web;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.text.Sha256;

/**
 * The files of {@code webroot}, read from the class path once and served from memory, so that no path of a request ever
 * reaches a file system. Each has two addresses: {@code /static/css/site.1a2b3c4d.css} holds the SHA-256's first digits
 * and may be kept for ever; {@code /static/css/site.css} is for what cannot know the digits. Names inside files are
 * not changed, so what a stylesheet or module names relatively is found under its plain name. Own scripts and stylesheets
 * go out without comments and indentation ({@link Lean}). Any thread.
 */
public final class StaticAssets implements ReadyAnswers, Assets {
    /** What the address of every file begins with. */
    public static final String PREFIX = "/static/";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** Long enough for one page's files to be fetched once, short enough that a new release is whole within a minute. */
    private static final String SHORTLY = "public, max-age=60";

    private static final Pattern HASH = Pattern.compile("\\.[0-9a-f]{8}(?=\\.\\w+$)");

    private static final Pattern OWN = Pattern.compile("(?:js|css|newsroom)/");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("svg", "image/svg+xml; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("xml", "application/xml; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("gif", "image/gif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    /** Path below /static/, hashed and plain, to its bytes. */
    private final Map<String, Representation> files = new HashMap<>();
    /** Plain path to whole hashed address. */
    private final Map<String, String> addresses = new HashMap<>();

    private final Modules modules;

    StaticAssets(Map<String, byte[]> webroot) {
        webroot.forEach((path, bytes) -> add(path, lean(path, bytes)));
        modules = new Modules(webroot.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".js"))
                .collect(Collectors.toMap(Map.Entry::getKey, StaticAssets::text)));
    }

    private static String text(Map.Entry<String, byte[]> file) {
        return new String(file.getValue(), StandardCharsets.UTF_8);
    }

    /** Others' work and what other sites load stay as they are written. */
    private static byte[] lean(String path, byte[] bytes) {
        if (!OWN.matcher(path).lookingAt()) return bytes;
        return path.endsWith(".css") ? Lean.style(bytes) : Lean.script(bytes);
    }

    /**
     * Reads every file below {@code webroot} on the class path, a folder or inside a jar; blocks, so call it at the start.
     *
     * @throws UncheckedIOException when one cannot be read
     */
    public static StaticAssets load() {
        return load(null);
    }

    /**
     * The same, where files of a folder take the place of those of their paths, or stand beside them.
     *
     * @param theme null: none
     */
    public static StaticAssets load(@Nullable Path theme) {
        var files = new HashMap<>(Webroot.read());
        if (theme != null) files.putAll(Webroot.read(theme));
        return new StaticAssets(files);
    }

    /**
     * The address to link to: {@code css/site.css} is {@code /static/css/site.1a2b3c4d.css}. The plain address when there is
     * no such file, so that a forgotten picture costs its own place and not the page.
     */
    public String hashed(String path) {
        return addresses.getOrDefault(path, PREFIX + path);
    }

    @Override
    public String apply(String path) {
        return hashed(path);
    }

    @Override
    public List<String> modules(String... entries) {
        return modules.imported(List.of(entries)).stream()
                .map(path -> PREFIX + path)
                .toList();
    }

    /** Paths of all modules that may ever be loaded on a page that names those addresses, plain or hashed. */
    public List<String> reachable(Collection<String> named) {
        var plain = named.stream()
                .map(address -> HASH.matcher(address).replaceFirst(""))
                .filter(address -> address.startsWith(PREFIX))
                .map(address -> address.substring(PREFIX.length()))
                .toList();
        return modules.reachable(plain);
    }

    /** Serves {@code /static/*}. */
    public Routes routes(Answers answers) {
        return router -> answers.get(router, "/static/*", this::get);
    }

    private Future<Reply> get(RoutingContext ctx) {
        return Future.succeededFuture(file(ctx, ctx.normalizedPath().substring(PREFIX.length())));
    }

    /** Answers with a file that has an address of its own, such as {@code /favicon.ico}; NOT_FOUND when it is not there. */
    public Reply file(RoutingContext ctx, String path) {
        var file = files.get(path);
        if (file == null) throw Problem.notFound("page.unknown", ctx.request().path());
        return file.reply(ctx.request());
    }

    @Override
    public @Nullable Representation at(String uri) {
        return uri.startsWith(PREFIX) ? files.get(uri.substring(PREFIX.length())) : null;
    }

    private void add(String path, byte[] bytes) {
        var type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        var hashed = withHash(path, Sha256.hex(bytes).substring(0, 8));
        files.put(path, Representation.of(type, bytes, Map.of("Cache-Control", SHORTLY)));
        files.put(hashed, Representation.of(type, bytes, Map.of("Cache-Control", FOR_EVER)));
        addresses.put(path, PREFIX + hashed);
    }

    private static String withHash(String path, String hash) {
        int dot = path.lastIndexOf('.');
        if (dot <= path.lastIndexOf('/')) return path + "." + hash;
        return path.substring(0, dot) + "." + hash + path.substring(dot);
    }
}
