package vn.tinmoi.serve;

import static vn.tinmoi.store.Stores.await;
import static vn.tinmoi.store.Stores.insist;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.conf.Version;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.store.Countdown;
import vn.tinmoi.store.Stores;

/** The serving process, from opened stores to the goodbye of its last stream. Blocking: for the main thread and the stop hook. */
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration GOODBYE =
            Duration.ofSeconds(12); // over which streams end: the contract's 15 s, less the way there

    private final Vertx vertx;
    private final Settings settings;
    private final Stores stores;
    private final Metrics metrics;
    private final Node node;
    private final FirstStart firstStart;
    private final AtomicInteger port = new AtomicInteger();
    private int managementPort;
    private String nodeDeployment = "";
    private String httpDeployment = "";
    private volatile Countdown countdown = new Countdown(); // of the stop; before it, of a start that fails

    private Server(Vertx vertx, Settings settings, Stores stores, Metrics metrics, InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.stores = stores;
        this.metrics = metrics;
        var portal = insist("the portal", new PortalReads(stores.database(), settings.siteName())::portal);
        this.node = new Node(vertx, settings, stores, portal, this::siteUrl, metrics, clock);
        this.firstStart = new FirstStart(
                vertx,
                stores.database(),
                node.editorial().desk(),
                node.editorial().tokens(),
                node.editorial().signIn(),
                settings,
                clock);
    }

    /** Everything running and listening; otherwise everything stopped again and an exception with a sentence. */
    public static Server start(Vertx vertx, Settings settings, Metrics metrics, InstantSource clock) {
        var stores = Stores.open(vertx, settings, metrics);
        try {
            return new Server(vertx, settings, stores, metrics, clock).started();
        } catch (RuntimeException e) {
            stores.close(new Countdown());
            throw e;
        }
    }

    private Server started() {
        try {
            start();
            return this;
        } catch (RuntimeException e) {
            countdown = new Countdown();
            undeploy();
            throw e;
        }
    }

    private void start() {
        nodeDeployment =
                await(vertx.deployVerticle(new NodeVerticle(node, () -> countdown.left(Countdown.Step.COUNTS))));
        insist("the first start", firstStart::run);
        var loops = new DeploymentOptions().setInstances(settings.eventLoops());
        var options = HttpListener.options(settings.http());
        var socket = socket();
        socket.ifPresent(HttpSocket::makeWay);
        httpDeployment = listen(
                "http.port",
                settings.http(),
                () -> await(vertx.deployVerticle(
                        () -> new HttpVerticle(node, options, settings.httpSocket(), port::set), loops)));
        socket.ifPresent(HttpSocket::open);
        await(node.open());
        if (settings.management().port() >= 0) {
            managementPort = listen("management.port", settings.management(), this::openManagement);
        }
    }

    private Optional<HttpSocket> socket() {
        if (settings.httpSocket() != null && !vertx.isNativeTransportEnabled())
            throw new StartFailed(
                    "http.socket needs Netty's native transport, which this system lacks: leave it empty",
                    vertx.unavailableNativeTransportCause());
        return Optional.ofNullable(settings.httpSocket()).map(HttpSocket::new);
    }

    private static <T> T listen(String key, Settings.Listener listener, Supplier<T> opening) {
        try {
            return opening.get();
        } catch (IllegalStateException e) {
            if (!isTaken(e.getCause())) throw e;
            throw new StartFailed(
                    key + " " + listener.port() + " on " + listener.host()
                            + " is taken or not allowed: stop the other program" + " or set another port",
                    e);
        }
    }

    /** NIO says it by its type, the native transport by its words. */
    private static boolean isTaken(@Nullable Throwable cause) {
        return cause instanceof BindException
                || (cause instanceof IOException
                        && String.valueOf(cause.getMessage()).contains("bind"));
    }

    private int openManagement() {
        var router = Router.router(vertx);
        router.route("/metrics")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(ctx -> ctx.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.scrape())
                        .onFailure(gone -> {}));
        node.mountManagement(router);
        var options = new HttpServerOptions()
                .setCompressionSupported(true) // here is no stream that would keep a deflater
                .setHost(settings.management().host())
                .setPort(settings.management().port());
        return await(vertx.createHttpServer(options).requestHandler(router).listen())
                .actualPort();
    }

    /** The address that readers use: the setting, or the listener's. */
    private String siteUrl() {
        return settings.siteUrl() != null ? settings.siteUrl() : "http://localhost:" + port.get();
    }

    /** Says where it serves, and once what only the first start knows. */
    public void announce(PrintStream out) {
        var lines = new ArrayList<String>();
        lines.add("tinmoi " + Version.current());
        lines.add("  site        http://localhost:" + port.get() + "/");
        if (managementPort > 0) lines.add("  management  http://localhost:" + managementPort + "/health/ready");
        lines.add("  newsroom    http://localhost:" + port.get() + "/toa-soan");
        firstStart.secrets().forEach(secret -> lines.add("  " + secret));
        out.println(String.join(System.lineSeparator(), lines)); // at once: who reads an address finds the rest
        out.flush();
        LOG.info("serving port={} management={} loops={}", port.get(), managementPort, settings.eventLoops());
    }

    /** Streams say goodbye, requests finish, counts are saved, stores close; whatever hangs, in the time of the countdown. */
    public void stop(Countdown countdown) {
        LOG.info("stopping");
        this.countdown = countdown;
        stores.standDown();
        countdown.settle(Countdown.Step.STREAMS, node.drain(GOODBYE));
        undeploy();
        stores.close(countdown);
        LOG.info("stopped");
    }

    private void undeploy() {
        if (!httpDeployment.isEmpty()) countdown.settle(Countdown.Step.REQUESTS, vertx.undeploy(httpDeployment));
        if (!nodeDeployment.isEmpty()) countdown.settle(Countdown.Step.COUNTS, vertx.undeploy(nodeDeployment));
    }
}
