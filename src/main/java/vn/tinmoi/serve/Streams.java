package vn.tinmoi.serve;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.live.Audience;
import vn.tinmoi.live.Hub;
import vn.tinmoi.live.Hubs;
import vn.tinmoi.live.Origins;
import vn.tinmoi.live.SseRoutes;
import vn.tinmoi.live.StreamLimits;
import vn.tinmoi.live.WebSocketRoutes;
import vn.tinmoi.log.LogTailer;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Messages;

/** The live streams of a node, loop by loop. */
final class Streams {
    private final Vertx vertx;
    private final Hubs hubs;
    private final LogTailer tailer;
    private final StreamLimits limits;
    private final Origins origins;
    private final Audience audience;
    private final Messages messages;

    Streams(
            Vertx vertx,
            Hubs hubs,
            LogTailer tailer,
            Settings settings,
            ClientAddress addresses,
            Supplier<String> siteUrl,
            Audience audience,
            Messages messages,
            Metrics metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.hubs = hubs;
        this.tailer = tailer;
        this.limits = StreamLimits.of(settings, addresses, metrics, clock);
        this.origins = new Origins(settings.allowedOrigins(), siteUrl);
        this.audience = audience;
        this.messages = messages;
    }

    /** A hub for the event loop that calls this. */
    Hub open() {
        return hubs.open(vertx, tailer::position);
    }

    /** On the hub's event loop. */
    void close(Hub hub) {
        hubs.close(vertx, hub);
    }

    SseRoutes events(Hub hub) {
        return new SseRoutes(hub, limits, audience);
    }

    WebSocketRoutes webSockets(Hub hub) {
        return new WebSocketRoutes(hub, limits, audience, origins, messages);
    }
}
