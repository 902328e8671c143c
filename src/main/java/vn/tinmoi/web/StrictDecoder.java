package vn.tinmoi.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.VertxHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x' decoder, which is Netty's, held to the letter of RFC 9112 where two servers in a row could read a request
 * differently. What breaks a rule goes on as a request that failed, so that it is answered in its turn, and nothing behind it
 * is read. A request in chunks waits until all of it that has come is looked at: broken framing is then answered before any
 * route acts on it. One for each connection of HTTP/1.1, on its loop; a stream leaves it.
 *
 * <p>Why not Netty alone: it takes any version, joins folded lines, keeps a Content-Length beside a coding only for some
 * versions, and has no say on Host; Vert.x takes {@code Content-Xength} for a length (CVE-2026-102479). Rejected: a handler of
 * its own behind the decoder, because folding is not seen there and each connection would carry one handler more.
 */
public final class StrictDecoder extends VertxHttpRequestDecoder {
    private static final String NAME = "httpDecoder"; // Vert.x's
    private static final int LAST_WORDS = 1; // seconds for the answer to a body that broke on its way

    private final Connections connections;
    private final String address;

    @Nullable
    StrictDecoder older; // among the connections of its loop

    @Nullable
    StrictDecoder newer;

    private @Nullable ChannelHandlerContext context; // while it is in a pipeline
    private @Nullable List<Object> held; // of a request in chunks, until all that came is looked at
    private long began; // ns, when the head or body that is under way began
    private long bytes; // of that body
    private boolean inHead; // its first line is read
    private boolean inBody;
    private boolean waiting; // for the rest of a head
    private boolean deaf; // something was refused: what follows may be anything

    private StrictDecoder(HttpServerOptions options, Connections connections, String address) {
        super(options);
        this.connections = connections;
        this.address = address;
    }

    /** Takes the place of Vert.x' decoder; when a connection is accepted, on its loop. */
    static void install(Channel channel, HttpServerOptions options, Connections connections, String address) {
        channel.pipeline().replace(NAME, NAME, new StrictDecoder(options, connections, address));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        connections.add(this);
    }

    /** Whether nobody waits for anything here. */
    boolean isIdle() {
        return context != null
                && !waiting
                && !inBody
                && context.pipeline().get(ExpressHandler.NAME) instanceof ExpressHandler express
                && express.isIdle();
    }

    /** Whether its request comes more slowly than that; what this node itself does not take now is not late. */
    boolean isSlow(long now, Connections.Pace pace) {
        if (deaf || context == null || (!waiting && !inBody)) return false;
        if (!context.channel().config().isAutoRead()) begin(now);
        var time = waiting ? pace.head() : pace.body().plusSeconds(bytes / pace.bytesPerSecond());
        return now - began > time.toNanos();
    }

    /** Answers a request that comes too slowly, and hangs up. */
    void giveUp() {
        var ctx = context;
        if (ctx == null) return;
        var fault = new Unacceptable(Unacceptable.Kind.SLOW);
        if (inBody) {
            fail(ctx, fault);
            return;
        }
        var out = new ArrayList<Object>();
        refuse((HttpRequest) createInvalidMessage(), fault, out);
        out.forEach(ctx::fireChannelRead);
        ctx.fireChannelReadComplete();
    }

    void hangUp() {
        if (context != null) context.close();
    }

    private void begin(long now) {
        began = now;
        bytes = 0;
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        var version = Head.version(line[2]);
        if (!Head.isToken(line[0])) throw new Unacceptable(Unacceptable.Kind.METHOD);
        inHead = true;
        return new DefaultHttpRequest(version, HttpMethod.valueOf(line[0]), line[1], HeadersMultiMap.httpHeaders());
    }

    /** What Netty answers in when it could not read the first line: nothing of that is said again. */
    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                "/bad-request",
                Unpooled.EMPTY_BUFFER,
                HeadersMultiMap.httpHeaders(),
                HeadersMultiMap.httpHeaders());
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (length == 0) throw new Unacceptable(Unacceptable.Kind.HEADER);
        for (int i = start; i < start + length; i++) {
            if (!Head.isToken(line[i])) throw new Unacceptable(Unacceptable.Kind.HEADER);
        }
        var name = super.splitHeaderName(line, start, length);
        boolean own = length != 12 && length != 14; // of Content-Type and Content-Length Vert.x skips a byte
        return own || isSame(name, line, start) ? name : new AsciiString(line, start, length, true);
    }

    private static boolean isSame(AsciiString name, byte[] line, int start) {
        for (int i = 0; i < name.length(); i++) {
            if ((name.byteAt(i) | 0x20) != (line[start + i] | 0x20)) return false;
        }
        return true;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (deaf) {
            in.skipBytes(in.readableBytes());
        } else if (!inBody && isFolded(in)) {
            in.skipBytes(in.readableBytes());
            refuse((HttpRequest) createInvalidMessage(), new Unacceptable(Unacceptable.Kind.HEADER), out);
        } else {
            boolean late = waiting;
            super.decode(ctx, in, out);
            look(ctx, out);
            waiting = !inBody && !deaf && (inHead || (in.isReadable() && out.isEmpty()));
            if (waiting && !late) begin(System.nanoTime());
        }
    }

    /** Whether a line of this head begins with a blank (RFC 9112, 5.2). Netty takes whole lines only. */
    private boolean isFolded(ByteBuf in) {
        int i = in.readerIndex();
        int end = in.writerIndex();
        if (inHead && isBlank(in.getByte(i))) return true;
        while (!inHead && i < end && isBreak(in.getByte(i))) i++; // empty lines before a request (RFC 9112, 2.2)
        for (i = in.indexOf(i, end, (byte) '\n') + 1; i > 0 && i < end; i = in.indexOf(i, end, (byte) '\n') + 1) {
            if (isBlank(in.getByte(i))) return true;
            if (isBreak(in.getByte(i))) return false;
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isBreak(byte b) {
        return b == '\r' || b == '\n';
    }

    /** What Netty has just read: a head, with the end of its body where it has none; or pieces of a body. */
    private void look(ChannelHandlerContext ctx, List<Object> out) {
        if (out.isEmpty()) return;
        if (out.getFirst() instanceof HttpRequest head) {
            head(head, out);
            return;
        }
        var read = List.copyOf(out);
        out.clear();
        for (var object : read) {
            if (deaf) ReferenceCountUtil.release(object);
            else if (object instanceof HttpContent content) content(ctx, content, out);
            else out.add(object);
        }
    }

    private void head(HttpRequest head, List<Object> out) {
        inHead = false;
        var fault = head.decoderResult().isSuccess()
                ? Head.fault(head)
                : Head.named(head, head.decoderResult().cause());
        if (fault != null) {
            refuse(head, fault, out);
        } else if (head.decoderResult().isFailure()) {
            deaf = true;
        } else {
            inBody = out.size() == 1;
            if (inBody) begin(System.nanoTime());
            if (inBody && HttpUtil.isTransferEncodingChunked(head)) hold(head, out);
        }
    }

    private void hold(HttpRequest head, List<Object> out) {
        out.clear();
        held = new ArrayList<>(List.of(head));
    }

    private void refuse(HttpRequest head, Unacceptable fault, List<Object> out) {
        deaf = true;
        head.setDecoderResult(DecoderResult.failure(fault));
        out.clear();
        out.add(head);
    }

    private void content(ChannelHandlerContext ctx, HttpContent content, List<Object> out) {
        if (content.decoderResult().isFailure()) {
            content.release();
            broken(ctx, out);
            return;
        }
        bytes += content.content().readableBytes();
        boolean last = content instanceof LastHttpContent;
        inBody = !last;
        if (held == null) {
            out.add(content);
            return;
        }
        held.add(content);
        if (last) out.addAll(letGo(held));
    }

    private List<Object> letGo(List<Object> all) {
        held = null;
        return all;
    }

    private void broken(ChannelHandlerContext ctx, List<Object> out) {
        var fault = new Unacceptable(Unacceptable.Kind.FRAMING);
        if (held != null) {
            var all = letGo(held);
            all.subList(1, all.size()).forEach(ReferenceCountUtil::release);
            refuse((HttpRequest) all.getFirst(), fault, out);
        } else {
            fail(ctx, fault);
        }
    }

    /** A request that a route has already: whoever reads its body hears of it and answers, in a moment. */
    private void fail(ChannelHandlerContext ctx, Unacceptable fault) {
        deaf = true;
        if (ctx.pipeline().get("handler") instanceof VertxHandler<?> vertx
                && vertx.getConnection() instanceof Http1xServerConnection connection) {
            ctx.executor().execute(() -> {
                connection.handleException(fault);
                ctx.flush();
            });
        }
        ctx.executor().schedule(() -> ctx.close(), LAST_WORDS, TimeUnit.SECONDS);
    }

    /** All that came is looked at. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (held != null) letGo(held).forEach(ctx::fireChannelRead);
        if (context != null) connections.heard(this);
        super.channelReadComplete(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        context = null;
        connections.remove(this, address);
        if (held != null) letGo(held).forEach(ReferenceCountUtil::release);
        super.handlerRemoved0(ctx);
    }
}
