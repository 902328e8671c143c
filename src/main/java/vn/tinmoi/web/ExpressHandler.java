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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;

/**
 * Answers a plain GET of what is ready with the bytes of its whole response, between Netty's decoder and Vert.x: no request,
 * no route and no encoder is made for it. Whatever is not plain (a body, an upgrade, a range, another version, a connection
 * that ends), and whatever is not ready, goes on to Vert.x.
 *
 * <p>It is also where a connection that asks for much at once is held back: a request waits while the one before it is being
 * answered, while what was answered is not taken off our hands (Netty's 64 KiB), and until the loop has turned when it has
 * answered 16 of the connection. While requests wait nothing more is read, so the asker waits in its own kernel; who pipelines
 * and reads gets every answer in order. Before, 300 connections that asked on and read nothing held a loop for 16 s.
 *
 * <p>Why: a story page took 15 to 18 us of CPU through Vert.x and its router, half as much again as nginx takes for the
 * same bytes. Rejected: a parser of our own before Netty's; what it would save is not worth a second opinion on where a
 * request ends. One for each connection, on its loop.
 */
public final class ExpressHandler extends ChannelDuplexHandler {
    /** Its name in a connection's pipeline. */
    public static final String NAME = "express";

    static final String VERTX = "handler"; // Vert.x's names
    private static final String ENCODER = "httpEncoder";
    private static final String ROUTE = "kept"; // in the metrics: which one it would have been is not looked up

    private static final int MORE = 15; // requests that are answered in one turn, after the first as it is read
    private static final int FEW = 16; // parts of requests that wait before no more are read, two for each
    /** As many parts as no reading of 4 KiB brings: someone sent on and on and closed, and all of it was read at once. */
    private static final int MOST = 4096;

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
    private final AccessLog access;
    private final Turns turns;
    private @Nullable Queue<Object> held; // what waits; the first of it begins a request
    private int inside; // requests that Vert.x has not answered
    private boolean taken; // a request of this reading
    private boolean answered; // the end of the request is still to come
    private boolean written;
    private boolean waiting; // for its turn
    private boolean stopped; // reading

    ExpressHandler(ReadyAnswers ready, SecurityHeaders headers, Metrics metrics, AccessLog access, Turns turns) {
        this.ready = ready;
        this.headers = headers;
        this.metrics = metrics;
        this.access = access;
        this.turns = turns;
    }

    /** Whether the connection's handlers are those that it knows. */
    static boolean fits(ChannelPipeline pipeline) {
        return pipeline.context(ENCODER) != null && pipeline.context(VERTX) != null;
    }

    /** Whether every request of the connection is answered, and every answer with the system. */
    boolean isIdle() {
        return inside == 0 && !answered && !written;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!ctx.channel().isActive()) ReferenceCountUtil.release(message);
        else if (held != null || (message instanceof HttpRequest && (taken || !mayGo(ctx)))) hold(ctx, message);
        else take(ctx, message);
    }

    private boolean mayGo(ChannelHandlerContext ctx) {
        return inside == 0 && ctx.channel().isWritable();
    }

    private void hold(ChannelHandlerContext ctx, Object message) {
        if (held == null) held = new ArrayDeque<>();
        held.add(message);
        if (held.size() > MOST) ctx.close();
        else if (held.size() >= FEW) stopReading(ctx);
        goOn(ctx);
    }

    private void stopReading(ChannelHandlerContext ctx) {
        stopped = true;
        ctx.channel().config().setAutoRead(false);
    }

    /** In a later turn, if nothing is in the way; whatever was in the way calls this again. */
    private void goOn(ChannelHandlerContext ctx) {
        if (waiting || held == null || !mayGo(ctx)) return;
        waiting = true;
        turns.add(() -> turn(ctx));
    }

    private void turn(ChannelHandlerContext ctx) {
        waiting = false;
        for (int left = MORE; held != null && (!(held.peek() instanceof HttpRequest) || (left-- > 0 && mayGo(ctx))); ) {
            var next = held.remove();
            if (held.isEmpty()) held = null;
            take(ctx, next);
        }
        if (ctx.isRemoved()) return;
        if (held == null) readOn(ctx); // before Vert.x, which may have a reason of its own not to
        channelReadComplete(ctx);
        goOn(ctx);
    }

    private void readOn(ChannelHandlerContext ctx) {
        if (stopped) ctx.channel().config().setAutoRead(true);
        stopped = false;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        goOn(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    /** The connection has become a stream, which answers nothing more. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
        readOn(ctx);
    }

    private void forget() {
        if (held != null) held.forEach(ReferenceCountUtil::release);
        held = null;
    }

    private void take(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            AnyQuery.keep(ctx.channel(), request);
            taken = true;
            answered = answer(ctx, request);
            if (!answered) inside++;
        }
        if (!answered) ctx.fireChannelRead(message);
        else ReferenceCountUtil.release(message);
        if (message instanceof LastHttpContent) answered = false;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        taken = false;
        if (written) ctx.flush();
        written = false;
        ctx.fireChannelReadComplete();
    }

    /** What Vert.x writes: with the end of a final response it has one request less. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && !isInterim(message);
        if (last) inside--;
        ctx.write(message, promise);
        if (last) goOn(ctx);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private boolean answer(ChannelHandlerContext ctx, HttpRequest request) {
        if (!isPlain(request)) return false;
        long began = System.nanoTime();
        var found = ready.at(request.uri());
        return found != null && answer(ctx, request, found, began);
    }

    private boolean answer(ChannelHandlerContext ctx, HttpRequest request, Representation found, long began) {
        var encoder = ctx.pipeline().context(ENCODER);
        if (encoder == null) return false;
        var answer = found.answer(request.headers()::get, headers.of(path(request.uri())));
        var id = RequestIds.id(request.headers().get(RequestIds.HEADER));
        int size = answer.size(id);
        var bytes = ctx.alloc().directBuffer(size);
        answer.writeTo(bytes, id);
        encoder.write(bytes, encoder.voidPromise());
        written = true;
        long nanos = System.nanoTime() - began;
        metrics.requestServed("GET", answer.status(), ROUTE, Duration.ofNanos(nanos));
        access.answered(
                ctx.channel().remoteAddress(), request.uri(), request.headers(), answer.status(), size, nanos, id);
        return true;
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
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
