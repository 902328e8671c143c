package vn.tinmoi.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;

/**
 * Answers a plain GET of what is ready with the bytes of its whole response, between Netty's decoder and Vert.x: no request,
 * no route and no encoder is made for it. Whatever is not plain (a body, an upgrade, a range, another version, a connection
 * that ends or does not take more), and whatever is not ready, goes on to Vert.x; while Vert.x has a request of the
 * connection, so does everything behind it, so that answers keep their order.
 *
 * <p>Why: a story page took 15 to 18 us of CPU through Vert.x and its router, half as much again as nginx takes for the
 * same bytes. Rejected: a parser of our own before Netty's; what it would save is not worth a second opinion on where a
 * request ends. One for each connection, on its loop.
 */
public final class ExpressHandler extends ChannelDuplexHandler {
    /** Its name in a connection's pipeline. */
    public static final String NAME = "express";

    private static final String ROUTE = "kept"; // in the metrics: which one it would have been is not looked up
    private static final String ENCODER = "httpEncoder"; // Vert.x's names
    private static final String VERTX = "handler";

    private static final long MOST_UNSENT = 1 << 20; // bytes of answers before a further request; no browser pipelines

    /** With one of these a request means more than its address. */
    private static final List<AsciiString> NOT_PLAIN = List.of(
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.EXPECT,
            HttpHeaderNames.RANGE);

    private final ReadyAnswers ready;
    private final SecurityHeaders headers;
    private final Metrics metrics;
    private int inside; // requests that Vert.x has not answered
    private boolean answered; // the end of the request is still to come
    private boolean written;

    private ExpressHandler(ReadyAnswers ready, SecurityHeaders headers, Metrics metrics) {
        this.ready = ready;
        this.headers = headers;
        this.metrics = metrics;
    }

    /** Puts one into a connection of HTTP/1.1; any other stays as it is. When it is accepted, on its loop. */
    public static void install(
            HttpConnection connection, ReadyAnswers ready, SecurityHeaders headers, Metrics metrics) {
        if (connection instanceof VertxConnection one) install(one.channel().pipeline(), ready, headers, metrics);
    }

    static void install(ChannelPipeline pipeline, ReadyAnswers ready, SecurityHeaders headers, Metrics metrics) {
        if (isKnown(pipeline)) pipeline.addBefore(VERTX, NAME, new ExpressHandler(ready, headers, metrics));
    }

    private static boolean isKnown(ChannelPipeline pipeline) {
        return pipeline.context(ENCODER) != null && pipeline.context(VERTX) != null;
    }

    /** Whether every request of the connection is answered, and every answer with the system. */
    boolean isIdle() {
        return inside == 0 && !answered && !written;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest && isFlooded(ctx)) ctx.close();
        if (!ctx.channel().isActive()) ReferenceCountUtil.release(message);
        else read(ctx, message);
    }

    /** Someone asks on and on and reads nothing: Vert.x would keep every answer. */
    private static boolean isFlooded(ChannelHandlerContext ctx) {
        var unsent = ctx.channel().unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > MOST_UNSENT;
    }

    private void read(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            AnyQuery.keep(ctx.channel(), request);
            answered = inside == 0 && answer(ctx, request);
            if (!answered) inside++;
        }
        if (!answered) ctx.fireChannelRead(message);
        else ReferenceCountUtil.release(message);
        if (message instanceof LastHttpContent) answered = false;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (written) ctx.flush();
        written = false;
        ctx.fireChannelReadComplete();
    }

    /** What Vert.x writes: with the end of a final response it has one request less. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) inside--;
        ctx.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private boolean answer(ChannelHandlerContext ctx, HttpRequest request) {
        if (!isPlain(request) || !ctx.channel().isWritable()) return false;
        long began = System.nanoTime();
        var found = ready.at(request.uri());
        return found != null && answer(ctx, request, found, began);
    }

    private boolean answer(ChannelHandlerContext ctx, HttpRequest request, Representation found, long began) {
        var encoder = ctx.pipeline().context(ENCODER);
        if (encoder == null) return false;
        var answer = found.answer(request.headers()::get, headers.of(request.uri()));
        var bytes = ctx.alloc().directBuffer(answer.size());
        answer.writeTo(bytes);
        encoder.write(bytes, encoder.voidPromise());
        written = true;
        metrics.requestServed("GET", answer.status(), ROUTE, Duration.ofNanos(System.nanoTime() - began));
        return true;
    }

    private static boolean isPlain(HttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && isPlain(request.headers());
    }

    private static boolean isPlain(HttpHeaders headers) {
        for (var name : NOT_PLAIN) if (headers.contains(name)) return false;
        return headers.contains(HttpHeaderNames.HOST) && staysOpen(headers.get(HttpHeaderNames.CONNECTION));
    }

    private static boolean staysOpen(@Nullable String connection) {
        return connection == null || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection);
    }
}
