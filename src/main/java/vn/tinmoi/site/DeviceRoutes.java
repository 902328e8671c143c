package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.page.Moment;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Rails;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;
import vn.tinmoi.web.StaticAssets;

/**
 * What a reader's device needs to go on without a network: the service worker, and the pages that show what the device
 * holds. They are the same for everyone and hold no news, so a node makes each once for as long as the portal stays what it
 * is. The worker carries the addresses of all it keeps, and a version that changes with any of them, so that browsers see a new release
 * by its bytes. Any thread.
 */
final class DeviceRoutes implements Routes {
    static final String SAVED = "/da-luu";
    static final String OFFLINE = "/ngoai-tuyen";
    static final String WORKER = "/sw.js";

    private static final Map<String, String> ASKED_EACH_TIME = Map.of("Cache-Control", "no-cache");

    private static final VisitCounts NOBODY = VisitCounts.none(Instant.EPOCH);

    private final Answers answers;
    private final PageTexts frames;
    private final StaticAssets assets;
    private final Site site;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Templates templates = new Templates();

    DeviceRoutes(Answers answers, Site site, PageTexts frames, StaticAssets assets, InstantSource clock) {
        this.answers = answers;
        this.site = site;
        this.frames = frames;
        this.assets = assets;
        this.clock = clock;
    }

    /** {@code portal}, {@code madeAt}: what it was made with. */
    private record Kept(Representation page, Portal portal, Instant madeAt) {}

    @Override
    public void mount(Router router) {
        for (var language : Language.values()) {
            for (var path : List.of(SAVED, OFFLINE)) {
                get(router, language.prefix() + path, "text/html; charset=utf-8", () -> page(language, path));
            }
        }
        get(router, WORKER, "text/javascript; charset=utf-8", this::worker);
    }

    private void get(Router router, String path, String type, Supplier<byte[]> make) {
        answers.get(router, path, ctx -> {
            var now = kept.compute(path, (same, last) -> isGood(last) ? last : made(type, make));
            return Future.succeededFuture(now.page.reply(ctx.request()));
        });
    }

    private boolean isGood(@Nullable Kept last) {
        return last != null
                && last.portal == site.portal().get()
                && last.portal.isTheSameAt(last.madeAt, clock.instant());
    }

    private Kept made(String type, Supplier<byte[]> make) {
        var portal = site.portal().get(); // one that changes meanwhile is found to be another then
        var at = clock.instant();
        return new Kept(Representation.of(type, make.get(), ASKED_EACH_TIME), portal, at);
    }

    private byte[] page(Language language, String path) {
        boolean saved = path.equals(SAVED);
        var name = saved ? "site.saved" : "site.kept";
        var heading =
                new PageTexts.Heading(frames.say(language, name), frames.say(language, name + ".intro"), path, null);
        var none = new Rails(new Cursor("none", 0), List.of(), List.of(), Instant.EPOCH);
        var frame = frames.frame(language, heading).apply(Moment.of(none, NOBODY));
        return templates.device(new DevicePage(frame, saved));
    }

    private byte[] worker() {
        var named = named();
        var files = new ArrayList<>(named);
        assets.reachable(named).forEach(module -> files.add(StaticAssets.PREFIX + module));
        for (var language : Language.values()) {
            files.addAll(List.of(language.prefix() + SAVED, language.prefix() + OFFLINE));
        }
        var head = "const VERSION = \"" + version(named) + "\";\nconst FILES = "
                + new JsonArray(files.stream().distinct().toList()) + ";\n";
        return (head + source()).getBytes(StandardCharsets.UTF_8);
    }

    /** The files that the device's own pages name: what a page of any kind looks like and begins with. */
    private Set<String> named() {
        var html = Jsoup.parse(new String(page(Language.VI, SAVED), StandardCharsets.UTF_8));
        return html.select("link[rel=stylesheet], link[rel=icon], script[src], .masthead img").stream()
                .map(file -> file.hasAttr("src") ? file.attr("src") : file.attr("href"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Changes with any byte that the worker keeps; the worker's own bytes show their change themselves. */
    private String version(Set<String> named) {
        var parts = new ArrayList<>(named);
        assets.reachable(named).stream().map(assets).forEach(parts::add);
        for (var language : Language.values()) {
            parts.add(Arrays.hashCode(page(language, SAVED)) + " " + Arrays.hashCode(page(language, OFFLINE)));
        }
        return Integer.toHexString(parts.hashCode());
    }

    private static String source() {
        try (var in = DeviceRoutes.class.getResourceAsStream("/webroot/sw.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
