package vn.tinmoi.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Readers of any server's stream: they know nothing of its form and look for {@code TS} and 19 digits, the time that a story was
 * sent at. Linux; what is read belongs to the one event loop.
 */
final class Watchers implements AutoCloseable {
    private static final int TOKEN = 21; // bytes: TS and a time in ns
    private static final int AT_ONCE = 200; // opened before the next are

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final URI stream;
    private final byte[] page = new byte[64 << 10];
    private Histogram latency = Tally.noLatency();
    private int open;
    private int gone;
    private long seen;

    /** {@code stream}: with its query. */
    Watchers(URI stream) {
        this.stream = stream;
    }

    /** Opens that many and returns when each was answered; gives up after half a minute. */
    void open(int streams) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (int asked = 0; asked < streams; asked++) {
            dial(asked);
            while (asked - open() > AT_ONCE || asked + 1 == streams && open() < streams) {
                if (System.nanoTime() > end)
                    throw new IllegalStateException("only " + open() + " of " + streams + " streams");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    private void dial(int number) {
        var from = new InetSocketAddress("127.0.0." + (2 + number % 16), 0);
        var unused = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(4 << 10))
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                .handler(new Watcher())
                .connect(new InetSocketAddress(stream.getHost(), stream.getPort()), from);
    }

    /** One of them, and the end of what it read. */
    private final class Watcher extends ChannelInboundHandlerAdapter {
        private byte[] left = {};
        private boolean answered;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var path = stream.getRawPath() + (stream.getRawQuery() == null ? "" : "?" + stream.getRawQuery());
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + stream.getAuthority()
                    + "\r\nAccept: text/event-stream\r\nUser-Agent: " + Habits.LOAD_TEST + "\r\n\r\n";
            context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII), context.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            System.arraycopy(left, 0, page, 0, left.length);
            int end = left.length + bytes.readableBytes();
            bytes.readBytes(page, left.length, bytes.readableBytes());
            bytes.release();
            if (!answered) open++;
            answered = true;
            left = Arrays.copyOfRange(page, look(end), end);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (answered) gone++;
        }
    }

    /** Counts what is whole; gives where something may begin. */
    private int look(int end) {
        int at = 0;
        while (at + TOKEN <= end) {
            if (page[at] != 'T' || page[at + 1] != 'S' || page[at + 2] < '0' || page[at + 2] > '9') {
                at++;
                continue;
            }
            seen++;
            latency.recordValue(
                    Math.clamp((System.nanoTime() - Bytes.number(page, at + 2, at + TOKEN)) / 1000, 0, 3_600_000_000L));
            at += TOKEN;
        }
        return at;
    }

    private int open() {
        return loop.submit(() -> open - gone).syncUninterruptibly().getNow();
    }

    /** Tokens that came, of all readers. */
    long seen() {
        return loop.submit(() -> seen).syncUninterruptibly().getNow();
    }

    /** µs since the last time that it was asked for. */
    Histogram latencies() {
        return loop.submit(() -> {
                    var past = latency;
                    latency = Tally.noLatency();
                    return past;
                })
                .syncUninterruptibly()
                .getNow();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
