package vn.tinmoi.bench;

import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;

/** Reads {@code /stream}: events in chunks, wherever those are cut. */
final class SseReader extends Reader {
    private boolean inBody;
    private boolean chunked;
    private byte[] cut = NOTHING; // the event that the last chunk ended within

    SseReader(LocalCrowd crowd, Ledger ledger, int number) {
        super(crowd, ledger, number);
    }

    @Override
    void begin() {
        inBody = false;
        cut = NOTHING;
    }

    @Override
    String request(String lines) {
        return "GET /stream?topics=" + topics() + " HTTP/1.1\r\nAccept: text/event-stream\r\n" + lines + "\r\n";
    }

    @Override
    int read(ChannelHandlerContext context, byte[] page, int end, long now) {
        int at = inBody ? 0 : head(context, page, end);
        if (!inBody) return at;
        if (!chunked) return at + events(page, at, end, now);
        while (true) {
            int line = Bytes.first(page, at, end, (byte) '\n');
            if (line < 0) return at;
            int size = Integer.parseInt(
                    new String(page, at, line - 1 - at, java.nio.charset.StandardCharsets.US_ASCII), 16);
            if (line + 1 + size + 2 > end) return at;
            chunk(page, line + 1, line + 1 + size, now);
            at = line + 1 + size + 2;
        }
    }

    /** Where the body begins; 0 while the head is not whole. */
    private int head(ChannelHandlerContext context, byte[] page, int end) {
        int body = Bytes.after(page, 0, end, Bytes.END_OF_HEAD);
        if (page[Math.max(0, body - 1)] != '\n' || page[Math.max(0, body - 3)] != '\n') return 0;
        chunked = Bytes.after(page, 0, body, Bytes.CHUNKED) < body;
        inBody = true;
        if (Bytes.number(page, 9, 12) != 200) refused(context);
        return body;
    }

    private void chunk(byte[] page, int from, int to, long now) {
        if (cut.length == 0) {
            int done = events(page, from, to, now);
            if (from + done < to) cut = Arrays.copyOfRange(page, from + done, to);
        } else {
            var whole = Arrays.copyOf(cut, cut.length + to - from);
            System.arraycopy(page, from, whole, cut.length, to - from);
            int done = events(whole, 0, whole.length, now);
            cut = Arrays.copyOfRange(whole, done, whole.length);
        }
    }

    /** How many bytes the whole events among these took. */
    private int events(byte[] page, int from, int to, long now) {
        int begin = from;
        int id = 0;
        int idEnd = 0;
        int name = -1;
        int data = 0;
        int dataEnd = 0;
        int line = from;
        for (int end = Bytes.first(page, line, to, (byte) '\n');
                end >= 0;
                end = Bytes.first(page, line, to, (byte) '\n')) {
            if (end == line) {
                if (name >= 0) happened(page, id, idEnd, name, data, dataEnd, now);
                begin = end + 1;
                idEnd = id = 0;
                name = -1;
            } else {
                switch (page[line]) {
                    case 'i' -> {
                        id = line + 4;
                        idEnd = end;
                    }
                    case 'e' -> name = line + 7;
                    case 'd' -> {
                        data = line + 6;
                        dataEnd = end;
                    }
                    case 'r' -> retry(page, line + 7, end);
                    default -> {} // a comment
                }
            }
            line = end + 1;
        }
        return begin - from;
    }
}
