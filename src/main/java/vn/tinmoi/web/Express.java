package vn.tinmoi.web;

import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.tinmoi.metric.Metrics;

/** Puts an {@link ExpressHandler} into each connection of a node. Any thread. */
public final class Express {
    private final ReadyAnswers ready;
    private final SecurityHeaders headers;
    private final Metrics metrics;
    private final AccessLog access;
    private final Map<EventExecutor, Turns> turns = new ConcurrentHashMap<>(); // as many as there are event loops

    public Express(ReadyAnswers ready, SecurityHeaders headers, Metrics metrics, AccessLog access) {
        this.ready = ready;
        this.headers = headers;
        this.metrics = metrics;
        this.access = access;
    }

    /** Puts one into a connection of HTTP/1.1; any other stays as it is. When it is accepted, on its loop. */
    public void install(HttpConnection connection) {
        if (connection instanceof VertxConnection one) install(one.channel().pipeline());
    }

    void install(ChannelPipeline pipeline) {
        if (!ExpressHandler.fits(pipeline)) return;
        var ofLoop = turns.computeIfAbsent(pipeline.channel().eventLoop(), Turns::new);
        pipeline.addBefore(
                ExpressHandler.VERTX, ExpressHandler.NAME, new ExpressHandler(ready, headers, metrics, access, ofLoop));
    }
}
