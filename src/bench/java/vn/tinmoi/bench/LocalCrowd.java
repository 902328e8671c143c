package vn.tinmoi.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** Readers in this process: at most as many as it may open file descriptors. */
final class LocalCrowd implements Crowd {
    private static final int CONNECTING = 256; // at once
    private static final int PATIENCE = 30; // s, for one to get its first event
    private static final int SMALL = 4 << 10; // bytes of receive buffer of who never reads

    private final Habits habits;
    private final EventLoopGroup group;
    private final List<Ledger> ledgers;
    private final Semaphore doors = new Semaphore(CONNECTING);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean over;
    private int readers;

    LocalCrowd(Habits habits, int loops) {
        this.habits = habits;
        this.group = new MultiThreadIoEventLoopGroup(
                loops, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.ledgers =
                Stream.generate(() -> new Ledger(group.next())).limit(loops).toList();
    }

    Habits habits() {
        return habits;
    }

    @Override
    public void open(int streams) {
        for (int i = 0; i < streams; i++) {
            take(1);
            var ledger = ledgers.get(readers % ledgers.size());
            var reader = reader(ledger, readers++);
            ledger.loop().execute(() -> {
                ledger.join(reader);
                connect(reader);
            });
        }
        take(CONNECTING);
        doors.release(CONNECTING);
    }

    private void take(int permits) {
        try {
            if (doors.tryAcquire(permits, PATIENCE, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
                "after " + PATIENCE + " s only " + tally().open() + " of " + readers + " streams are open; "
                        + tally().countsLine(),
                failure.get());
    }

    private Reader reader(Ledger ledger, int number) {
        return switch (habits.protocol()) {
            case "sse" -> new SseReader(this, ledger, number);
            case "websocket" -> new WebSocketReader(this, ledger, number);
            case "silent" -> new SilentReader(this, ledger, number);
            default ->
                throw new IllegalArgumentException("protocol " + habits.protocol() + ": sse, websocket or silent");
        };
    }

    /** A reader is in; the next may try. Any thread. */
    void seated() {
        doors.release();
    }

    void failed(Throwable cause) {
        if (failure.compareAndSet(null, cause)) cause.printStackTrace();
    }

    private void connect(Reader reader) {
        if (over) return;
        dial(reader).addListener(dialled -> {
            if (dialled.isSuccess()) return;
            reader.ledger.count(Count.REFUSED);
            failure.compareAndSet(null, dialled.cause());
            reader.comeBack();
        });
    }

    private ChannelFuture dial(Reader reader) {
        var site = reader.site();
        var to = new InetSocketAddress(site.getHost(), site.getPort() < 0 ? 80 : site.getPort());
        var bootstrap = bootstrap(reader.ledger.loop()).handler(reader);
        if (habits.addresses() == 0) return bootstrap.connect(to);
        return bootstrap.connect(to, new InetSocketAddress("127.0.0." + (2 + reader.number() % habits.addresses()), 0));
    }

    private Bootstrap bootstrap(EventLoop loop) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, !habits.silent())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(SMALL));
        if (habits.silent()) bootstrap.option(ChannelOption.SO_RCVBUF, SMALL);
        if (Epoll.isAvailable()) bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        return bootstrap;
    }

    /** On the reader's loop. */
    void connectAgain(Reader reader, int afterMillis) {
        if (over) return;
        reader.ledger.count(Count.RECONNECTS);
        var unused = reader.ledger.loop().schedule(() -> connect(reader), afterMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public Tally tally() {
        return ask(Ledger::tally).reduce(Tally.nothing(), Tally::plus);
    }

    @Override
    public long furthestBehind() {
        return ask(Ledger::furthestBehind).mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public void forgetLatencies() {
        var done = ask(ledger -> {
            ledger.forgetLatencies();
            return ledger;
        });
        if (done.count() != ledgers.size()) throw new IllegalStateException("a loop did not answer");
    }

    private <T> Stream<T> ask(Function<Ledger, T> question) {
        var answers = ledgers.stream()
                .map(ledger -> CompletableFuture.supplyAsync(() -> question.apply(ledger), ledger.loop()))
                .toList();
        return answers.stream().map(CompletableFuture::join);
    }

    /** All connections are closed when it returns. */
    @Override
    public void close() {
        over = true;
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
