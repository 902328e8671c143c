package vn.tinmoi.live;

import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import vn.tinmoi.conf.Origin;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.log.LogTailer;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.AccessLog;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Express;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.SecurityHeaders;
import vn.tinmoi.web.TestErrorPages;

/** One node as the roof wires it, on one loop: tailer, hub, the three routes. */
final class LiveServer implements AutoCloseable {
    private static final Origins ORIGINS =
            new Origins(Set.of(new Origin("https", "bang.example", 443)), () -> "https://tinmoi.example");
    static final List<String> CATEGORIES = List.of("tin-tuc", "kinh-te");
    final Metrics metrics = new Metrics();
    final Hubs hubs;
    final LogTailer tailer;
    private final Database database;
    private final StreamLimits limits;
    private final String deployment;
    private final Vertx vertx;
    private int port;

    LiveServer(Vertx vertx, String url, long ringBytes, int streamsPerAddress) {
        this(vertx, url, ringBytes, 1000, streamsPerAddress);
    }

    LiveServer(Vertx vertx, String url, long ringBytes, int streamsPerNode, int streamsPerAddress) {
        this.vertx = vertx;
        database = Database.open(vertx, url, metrics);
        var log = new EventLog(database);
        hubs = new Hubs(log, CATEGORIES::contains, metrics, InstantSource.system());
        limits = new StreamLimits(
                streamsPerNode,
                streamsPerAddress,
                new Inflow(1, 0, InstantSource.system()),
                new ClientAddress(Set.of()),
                metrics,
                InstantSource.system());
        tailer = new LogTailer(vertx, database, log, metrics, hubs);
        await(tailer.start());
        deployment = await(vertx.deployVerticle(new Http(ringBytes)));
    }

    int port() {
        return port;
    }

    private final class Http extends VerticleBase {
        private final long ringBytes;

        Http(long ringBytes) {
            this.ringBytes = ringBytes;
        }

        @Override
        public Future<HttpServer> start() {
            var hub = hubs.open(vertx, tailer::position, ringBytes);
            var router = Router.router(vertx);
            var problems = new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title));
            var answers = new Answers(problems);
            answers.refuseUnreadable(router.route());
            var sse = new SseRoutes(hub, limits, (request, protocol) -> () -> {});
            sse.mount(router);
            new WebSocketRoutes(hub, limits, (request, protocol) -> () -> {}, ORIGINS, new Messages()).mount(router);
            new EventRoutes(answers, hub).mount(router);
            answers.answerTheRest(router);
            var options = new HttpServerOptions()
                    .setMaxHeaderSize(96 << 10)
                    .setMaxInitialLineLength(16 << 10)
                    .setHttp2ClearTextEnabled(true);
            return vertx.createHttpServer(options)
                    .connectionHandler(
                            connection -> new Express(uri -> null, new SecurityHeaders(false), metrics, AccessLog.off())
                                    .install(connection))
                    .requestHandler(router)
                    .invalidRequestHandler(sse::unreadable)
                    .listen(0, "127.0.0.1")
                    .onSuccess(server -> port = server.actualPort());
        }
    }

    @Override
    public void close() {
        await(tailer.stop());
        await(vertx.undeploy(deployment));
        await(database.close());
    }
}
