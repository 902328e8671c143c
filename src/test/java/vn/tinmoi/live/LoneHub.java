package vn.tinmoi.live;

import static vn.tinmoi.log.LogFixture.await;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Messages;

/** {@code /stream} and {@code /ws} on a real listener with one loop, without stores; its seconds pass only when the test says so. */
final class LoneHub implements AutoCloseable {
    final Metrics metrics = new Metrics();
    final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final Http http;
    private final String deployment;
    private long seq;

    LoneHub(Vertx vertx, HttpServerOptions options, long ringBytes) {
        this.vertx = vertx;
        this.http = new Http(options, ringBytes);
        this.deployment = await(vertx.deployVerticle(http));
    }

    private final class Http extends VerticleBase {
        private final HttpServerOptions options;
        private final long ringBytes;
        private Hub hub;
        private HttpServer server;

        Http(HttpServerOptions options, long ringBytes) {
            this.options = options;
            this.ringBytes = ringBytes;
        }

        void onLoop(Runnable task) {
            context.runOnContext(run -> task.run());
        }

        @Override
        public Future<?> start() {
            var replays = new Replays(new FakeNode(ringBytes), FakeNode.TOPICS);
            hub = new Hub(
                    FakeNode.TOPICS,
                    replays,
                    metrics,
                    this::onLoop,
                    InstantSource.fixed(FakeNode.NOON),
                    new Bulletin(new NewestCounts(), new Pace("0", metrics, System::nanoTime)),
                    new SplittableRandom(1),
                    ringBytes);
            hub.reset(new Cursor("e", 0));
            var router = Router.router(vertx);
            var limits = new StreamLimits(
                    100,
                    0,
                    new Inflow(1, 0, InstantSource.system()),
                    new ClientAddress(Set.of()),
                    metrics,
                    InstantSource.system());
            new SseRoutes(hub, limits, (request, protocol) -> () -> {}).mount(router);
            new WebSocketRoutes(
                            hub,
                            limits,
                            (request, protocol) -> () -> {},
                            new Origins(Set.of(), () -> ""),
                            new Messages())
                    .mount(router);
            server = vertx.createHttpServer(options)
                    .connectionHandler(connection -> channels.add(((VertxConnection) connection).channel()))
                    .requestHandler(router);
            return server.listen(0, "127.0.0.1");
        }
    }

    int port() {
        return http.server.actualPort();
    }

    HttpServer server() {
        return http.server;
    }

    /** The next event, of about this many bytes. */
    void publish(int bytes) {
        publish(bytes, 1);
    }

    /** The next events at once, as a node gets them that was behind. */
    void publish(int bytes, int events) {
        var frames = IntStream.range(0, events)
                .mapToObj(i -> Frame.of(event(++seq, bytes), FakeNode.TOPICS))
                .toList();
        onLoop(() -> {
            http.hub.offer(frames, new Cursor("e", seq));
            return true;
        });
    }

    private static LoggedEvent event(long seq, int bytes) {
        return new LoggedEvent(
                new Cursor("e", seq),
                EventText.PUBLISHED,
                new ArticleId(seq),
                "tin-tuc",
                "tin-tuc",
                false,
                "\"" + "ế".repeat(bytes / 3) + "\"",
                FakeNode.NOON);
    }

    void seconds(int n) {
        onLoop(() -> {
            for (int i = 0; i < n * Hub.TICKS_A_SECOND; i++) http.hub.tick();
            return true;
        });
    }

    <T> T onLoop(Callable<T> task) {
        var result = new FutureTask<>(task);
        http.onLoop(result);
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The handlers of a connection, the pipeline's own end left out. */
    List<String> handlers(int connection) {
        return onLoop(
                () -> List.copyOf(channels.get(connection).pipeline().toMap().keySet()));
    }

    double metric(String line) {
        return metrics.scrape()
                .lines()
                .filter(one -> one.startsWith(line + " "))
                .mapToDouble(one -> Double.parseDouble(one.substring(line.length())))
                .sum();
    }

    int streams() {
        return streams("sse");
    }

    int streams(String protocol) {
        return (int) metric("tinmoi_streams{protocol=\"" + protocol + "\"}");
    }

    @Override
    public void close() {
        await(vertx.undeploy(deployment));
    }
}
