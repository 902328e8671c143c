package vn.tinmoi.serve;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.VertxConnection;
import vn.tinmoi.conf.Settings;

/** How the public listener listens: one meaning for every event loop. */
final class HttpListener {
    private static final int LINE =
            8 << 10; // longest request line, bytes: a search of 300 Vietnamese characters, escaped, and room
    private static final int HEADERS = 16 << 10; // all headers of a request, bytes; browsers stay below 4 KiB
    private static final int MESSAGE = 4 << 10; // longest WebSocket message of a client, bytes (contract)
    private static final int FIELD =
            2 << 20; // longest field of a form, bytes: a body of 512 KiB, escaped; who takes forms limits them
    private static final int FIELDS = 4_000; // of a form: a menu of 200 entries has 1,000
    private static final int CLOSING = 1; // seconds in which a WebSocket client answers our close frame (contract)
    private static final int IDLE = 75; // seconds; above the streams' keep-alive of 20 s ± 25 %
    /**
     * Milliseconds until a peer that vanished without a word is given up, and so a stream at most 90 s after it: the next
     * keep-alive comes within 25 s. TCP_USER_TIMEOUT counts for a peer that lives but does not read as well (tcp(7)), and
     * such a one has 60 s until its hub closes it (contract): below that the kernel would be first.
     */
    private static final int UNACKNOWLEDGED = 65_000;

    private static final int READ = 4 << 10; // bytes at a time; a request is about 1 KB, an upload takes several turns
    private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(READ);

    private HttpListener() {}

    /** A connection reads in pieces of one size: an idle one remembers no history of its reads, 70 bytes of heap each. */
    static void accepted(HttpConnection connection) {
        if (connection instanceof VertxConnection one) one.channel().config().setRecvByteBufAllocator(READS);
    }

    /**
     * Compression is off for requests and WebSockets (known denials of service) and for responses (a zlib state for each
     * stream); pages and files are kept compressed. HTTP/2 without TLS is off: its handler costs memory on each connection.
     * {@code strictThreadMode} halves the memory of a connection: everything of it happens on its own loop anyway.
     */
    static HttpServerOptions options(Settings.Listener listener) {
        return new HttpServerOptions()
                .setHost(listener.host())
                // 0 would give each event loop a port of its own; a negative one is chosen once and shared
                .setPort(listener.port() == 0 ? -1 : listener.port())
                .setAcceptBacklog(4096)
                .setStrictThreadMode(true)
                .setMaxFormAttributeSize(FIELD)
                .setMaxFormFields(FIELDS)
                .setMaxFormBufferedBytes(FIELD)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MESSAGE)
                .setMaxWebSocketMessageSize(MESSAGE)
                .setWebSocketClosingTimeout(CLOSING)
                .setMaxInitialLineLength(LINE)
                .setMaxHeaderSize(HEADERS)
                .setIdleTimeout(IDLE)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(UNACKNOWLEDGED);
    }
}
