package vn.tinmoi.site;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.feed.FeedRoutes;
import vn.tinmoi.feed.Feeds;
import vn.tinmoi.feed.SitemapRoutes;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.portal.CurrentPortal;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.Redirects;
import vn.tinmoi.search.Search;
import vn.tinmoi.search.SearchIndex;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.SecurityHeaders;
import vn.tinmoi.web.StaticAssets;

/** The whole room on a real PostgreSQL and a real HTTP server, with its clock and counts in the test's hand. */
public final class Newspaper implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-23T07:05:00Z"); // Monday 14:05 in Hà Nội

    public volatile Instant now = START;
    public volatile VisitCounts counts = new VisitCounts(7, 1234, 5678, 1234567, START, START, false);
    public volatile boolean behind;
    /** Runs on the writing thread, once for each page that is written. */
    public volatile Runnable whileWriting = () -> {};

    /** Runs when the log's cursor is asked for, before it is given. */
    volatile Runnable whenAsked = () -> {};

    public final AtomicInteger written = new AtomicInteger();
    final AtomicLong seq = new AtomicLong(40);
    final Vertx vertx = Vertx.vertx();
    public final Metrics metrics = new Metrics();
    public final Database database;
    public final PageCache cache;
    public final CurrentPortal portal;
    public final ReaderSite pages;
    public final Router router;
    public final SearchIndex index;
    public final HttpServer server;
    final TestFigures figures = new TestFigures();
    private final HttpClient client = HttpClient.newHttpClient();

    public Newspaper(String databaseUrl) {
        this(databaseUrl, PageCache.BYTES);
    }

    public Newspaper(String databaseUrl, long bytes) {
        this(databaseUrl, bytes, "Tin mới");
    }

    public Newspaper(String databaseUrl, long bytes, String name) {
        database = Database.open(vertx, databaseUrl, metrics);
        var reads = new ArticleReads(database);
        var assets = StaticAssets.load();
        var portals = new PortalReads(database, name);
        portal = new CurrentPortal(vertx, portals::portal, portals.portal().await(), (before, now) -> {});
        var site = new Site(portal, () -> "https://tin.example.vn", ZoneId.of("Asia/Ho_Chi_Minh"));
        var messages = new Messages();
        var lists = new LiveLists(reads, figures, this::position, () -> counts, () -> behind, () -> now);
        cache = new PageCache(vertx, lists, site, metrics, () -> now, bytes);
        index = new SearchIndex(vertx, database);
        pages = new ReaderSite(new ReaderSite.Parts(
                vertx,
                database,
                site,
                reads,
                lists,
                cache,
                new Search(vertx, database, index, metrics),
                new Redirects(database, metrics, () -> now),
                new Pages(database, portal),
                figures,
                assets,
                watched(assets),
                messages,
                metrics,
                () -> now));
        var answers = pages.answers();
        router = Router.router(vertx);
        router.route().handler(new SecurityHeaders(false));
        answers.refuseUnreadable(router.route());
        new FeedRoutes(answers, cache, new Feeds(reads, site, messages, () -> now, "https://hub.example.org/"))
                .mount(router);
        new SitemapRoutes(answers, cache, reads, database, site, () -> now).mount(router);
        pages.routes().forEach(routes -> routes.mount(router));
        answers.answerTheRest(router);
        pages.know(router.getRoutes());
        server = vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(router)
                .listen(0)
                .await();
    }

    private Cursor position() {
        whenAsked.run();
        return new Cursor("e1", seq.get());
    }

    private Assets watched(StaticAssets assets) {
        return new Assets() {
            @Override
            public String apply(String path) {
                if (path.equals("css/site.css")) {
                    written.incrementAndGet();
                    whileWriting.run();
                }
                return assets.hashed(path);
            }

            @Override
            public List<String> modules(String... entries) {
                return assets.modules(entries);
            }
        };
    }

    /** Puts a published story into PostgreSQL; tells nobody. */
    public ArticleId story(String title, String category, Instant at) {
        return new ArticleId(database.query("""
                        INSERT INTO article (version, status, slug, title, lead, body_html, byline, category, published_at, updated_at)
                        VALUES (1, 'published', 'mot-tin', $1, 'Lời dẫn', '<p>Thân bài</p>', 'Theo TTXVN', $2, $3, $3)
                        RETURNING id""", Tuple.of(title, category, utc(at)))
                .await()
                .iterator()
                .next()
                .getLong("id"));
    }

    public ArticleId story(String title) {
        return story(title, "tin-tuc", now);
    }

    public void change(String sql, Object... arguments) {
        database.query(sql, Tuple.from(List.of(arguments))).await();
    }

    public void withdraw(ArticleId id) {
        change(
                "UPDATE article SET status = 'withdrawn', version = version + 1, withdrawn_at = $2 WHERE id = $1",
                id.value(),
                utc(now));
    }

    /** What the log's tailer would say. */
    public void tell(String kind, ArticleId id) {
        var at = new Cursor("e1", seq.incrementAndGet());
        var event = new LoggedEvent(at, kind, id, "tin-tuc", "tin-tuc", false, "{}", now);
        pages.touch(List.of(event));
        index.followed(List.of(event));
    }

    public ArticleId publish(String title) {
        var id = story(title);
        tell(EventText.PUBLISHED, id);
        return id;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(String path, String... headers) {
        return send(request(path, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpClient client() {
        return client;
    }

    public static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
