package vn.tinmoi.bench;

import io.netty.channel.ChannelHandlerContext;

/** Asks for the stream and never reads a byte of it. */
final class SilentReader extends Reader {
    SilentReader(LocalCrowd crowd, Ledger ledger, int number) {
        super(crowd, ledger, number);
    }

    @Override
    void begin() {
        ledger.opened(1);
        sit();
    }

    @Override
    String request(String lines) {
        return "GET /stream?topics=news HTTP/1.1\r\nAccept: text/event-stream\r\n" + lines + "\r\n";
    }

    @Override
    int read(ChannelHandlerContext context, byte[] page, int end, long now) {
        return end;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ledger.opened(-1);
    }
}
