package vn.tinmoi.bench;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/** Reads {@code /ws}: one text message an event. */
final class WebSocketReader extends Reader {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final byte[] ID = "{\"id\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private boolean upgraded;

    WebSocketReader(LocalCrowd crowd, Ledger ledger, int number) {
        super(crowd, ledger, number);
    }

    @Override
    void begin() {
        upgraded = false;
    }

    @Override
    String request(String lines) {
        return "GET /ws?topics=" + topics() + " HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + lines + "\r\n";
    }

    @Override
    int read(ChannelHandlerContext context, byte[] page, int end, long now) {
        int at = upgraded ? 0 : head(context, page, end);
        if (!upgraded) return at;
        while (end - at >= 2) {
            int length = page[at + 1] & 127;
            int begin = at + (length == 126 ? 4 : length == 127 ? 10 : 2); // RFC 6455, 5.2
            if (begin > end) return at;
            if (length > 125) length = bigEndian(page, at + 2, begin);
            if (begin + length > end) return at;
            frame(context, page, page[at] & 15, begin, begin + length, now);
            at = begin + length;
        }
        return at;
    }

    private int head(ChannelHandlerContext context, byte[] page, int end) {
        int body = Bytes.after(page, 0, end, Bytes.END_OF_HEAD);
        if (page[Math.max(0, body - 1)] != '\n' || page[Math.max(0, body - 3)] != '\n') return 0;
        upgraded = true;
        if (Bytes.number(page, 9, 12) != 101) refused(context);
        return body;
    }

    private static int bigEndian(byte[] page, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) number = number << 8 | page[at] & 255;
        return number;
    }

    private void frame(ChannelHandlerContext context, byte[] page, int kind, int from, int to, long now) {
        switch (kind) {
            case TEXT -> message(page, from, to, now);
            case PING -> pong(context, page, from, to);
            case CLOSE -> context.close();
            default -> {}
        }
    }

    private void message(byte[] page, int from, int to, long now) {
        int id = page[from + 2] == 'i' ? from + ID.length : 0;
        int idEnd = id == 0 ? 0 : Bytes.first(page, id, to, (byte) '"');
        int name = Bytes.after(page, from, to, Bytes.EVENT);
        int data = Bytes.after(page, name, to, Bytes.DATA);
        happened(page, id, idEnd, name, data, to - 1, now);
    }

    /** Masked with zeros. */
    private static void pong(ChannelHandlerContext context, byte[] page, int from, int to) {
        var pong = Unpooled.buffer(6 + to - from).writeByte(0x8A).writeByte(0x80 | to - from);
        context.writeAndFlush(pong.writeInt(0).writeBytes(page, from, to - from), context.voidPromise());
    }
}
