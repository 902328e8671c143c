package vn.tinmoi.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One reader of {@code news}: all it keeps is its place in the log and what the last read left over. That topic carries
 * every durable event, so each number must be the last one's plus 1. Comes back with its cursor whenever its stream ends.
 * The pipeline's only handler, of one connection after the other; owned by its event loop.
 */
abstract class Reader extends ChannelInboundHandlerAdapter {
    static final byte[] NOTHING = {};
    private static final int DIGITS = 19; // of a time token

    final Ledger ledger;
    private final LocalCrowd crowd;
    private final int number;
    private byte[] left = NOTHING;
    private byte[] epoch = NOTHING;
    private long seq = -1;
    private int ended;
    private int retryMillis = 3000;
    private boolean synced;
    private boolean seated;

    Reader(LocalCrowd crowd, Ledger ledger, int number) {
        this.crowd = crowd;
        this.ledger = ledger;
        this.number = number;
    }

    /** How much of the page, from 0 to {@code end}, was whole and is done with. {@code now}: nanoseconds. */
    abstract int read(ChannelHandlerContext context, byte[] page, int end, long now);

    /** Lines of the request beside those that all have; {@code path}: with {@code topics}. */
    abstract String request(String cursorLine);

    /** A connection begins. */
    abstract void begin();

    /** The handler of one connection after the other. */
    @Override
    public boolean isSharable() {
        return true;
    }

    long seq() {
        return seq;
    }

    int number() {
        return number;
    }

    String topics() {
        return crowd.habits().topics();
    }

    URI site() {
        return crowd.habits().site(number, ended);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        left = NOTHING;
        synced = false;
        begin();
        var cursor =
                seq < 0 ? "" : "Last-Event-ID: " + new String(epoch, StandardCharsets.US_ASCII) + "-" + seq + "\r\n";
        var request = request(cursor + who());
        context.writeAndFlush(
                Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.US_ASCII)), context.voidPromise());
    }

    private String who() {
        var host = "Host: " + site().getAuthority() + "\r\n";
        if (!crowd.habits().visitors()) return host + "User-Agent: " + Habits.LOAD_TEST + "\r\n";
        var id = new byte[16];
        id[0] = 1;
        for (int i = 0; i < 4; i++) id[15 - i] = (byte) (number >> 8 * i);
        return host + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36\r\n"
                + "Cookie: tm_v=" + Base64.getUrlEncoder().withoutPadding().encodeToString(id) + "\r\n";
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            int end = ledger.lay(left, bytes);
            int done = read(context, ledger.page(), end, System.nanoTime());
            left = done >= end ? NOTHING : Arrays.copyOfRange(ledger.page(), done, end);
        } finally {
            bytes.release();
        }
    }

    /** An event. A place is where it begins and where it ends on the page; one without id begins and ends at 0. */
    final void happened(byte[] page, int id, int idEnd, int name, int data, int dataEnd, long now) {
        switch (page[name]) {
            case 'a' -> durable(page, id, idEnd, data, dataEnd, now);
            case 'g' -> retryMillis = number(page, Bytes.after(page, data, dataEnd, Bytes.RETRY_MS), dataEnd);
            default -> {
                if (idEnd > id) sync(page, id, idEnd, data, dataEnd); // counts have none
            }
        }
    }

    private void durable(byte[] page, int id, int idEnd, int data, int dataEnd, long now) {
        int dash = Bytes.last(page, id, idEnd, (byte) '-');
        long came = Bytes.number(page, dash + 1, idEnd);
        ledger.count(Count.DELIVERIES);
        if (!sameEpoch(page, id, dash)) ledger.count(Count.ASTRAY);
        if (came > seq + 1) ledger.count(Count.LOST, came - seq - 1);
        if (came <= seq) ledger.count(Count.DOUBLED);
        seq = Math.max(seq, came);
        long sent = Bytes.timeToken(page, data, dataEnd, DIGITS);
        if (sent > 0) ledger.arrivedAfter(now - sent);
    }

    private void sync(byte[] page, int id, int idEnd, int data, int dataEnd) {
        int dash = Bytes.last(page, id, idEnd, (byte) '-');
        long at = Bytes.number(page, dash + 1, idEnd);
        int mode = Bytes.after(page, data, dataEnd, Bytes.MODE);
        boolean same = sameEpoch(page, id, dash) && at == seq;
        if (page[mode] == 'r' && page[mode + 3] == 'e') reset(at); // reset, not resumed
        else if (seq >= 0 && !same) ledger.count(Count.ASTRAY);
        epoch = Arrays.copyOfRange(page, id, dash);
        seq = at;
        if (!synced) begun();
    }

    private void reset(long at) {
        ledger.count(Count.RESETS);
        if (seq >= 0 && at > seq) ledger.count(Count.TOLD, at - seq);
    }

    private void begun() {
        synced = true;
        ledger.opened(1);
        sit();
    }

    /** The opening goes on with the next reader. */
    final void sit() {
        if (!seated) crowd.seated();
        seated = true;
    }

    private boolean sameEpoch(byte[] page, int from, int to) {
        return Arrays.equals(page, from, to, epoch, 0, epoch.length);
    }

    private static int number(byte[] page, int from, int end) {
        int to = from;
        while (to < end && page[to] >= '0' && page[to] <= '9') to++;
        return (int) Bytes.number(page, from, to);
    }

    final void retry(byte[] page, int from, int end) {
        retryMillis = number(page, from, end);
    }

    final void refused(ChannelHandlerContext context) {
        ledger.count(Count.REFUSED);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (synced) ledger.opened(-1);
        synced = false;
        left = NOTHING;
        comeBack();
    }

    /** Also when the connection could not be made. */
    final void comeBack() {
        ended++;
        int wait = crowd.habits().impatient() ? ThreadLocalRandom.current().nextInt(50, 500) : retryMillis;
        crowd.connectAgain(this, wait);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) crowd.failed(cause);
        context.close();
    }
}
