package vn.tinmoi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Readers with a session each who open a stream, stay for a while and go: so many each second, each a counted visit. */
final class Guests implements AutoCloseable {
    private static final int KNOWN = 600;

    private final URI site;
    private final int atOnce;
    private final int newOfTen;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ArrayDeque<Socket> here = new ArrayDeque<>(); // of the clock's thread
    private final byte[][] known = new byte[KNOWN][];
    private boolean open;
    private int came;

    /** {@code stay}: s; {@code newOfTen}: how many of ten were never here, the others come back. */
    Guests(URI site, int aSecond, int stay, int newOfTen) {
        this.site = site;
        this.atOnce = aSecond * stay;
        this.newOfTen = newOfTen;
        var unused = clock.scheduleAtFixedRate(this::step, 0, 1_000_000 / aSecond, TimeUnit.MICROSECONDS);
    }

    void begin() {
        clock.execute(() -> open = true);
    }

    void pause() {
        clock.execute(() -> open = false);
    }

    private void step() {
        try {
            if (open) here.add(enter());
            if (!here.isEmpty() && (!open || here.size() > atOnce))
                here.remove().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket enter() throws IOException {
        var from =
                InetAddress.getByAddress(new byte[] {127, 0, (byte) (1 + came++ / 250 % 100), (byte) (1 + came % 250)});
        var socket = new Socket(InetAddress.getByName(site.getHost()), site.getPort(), from, 0);
        var session = session();
        var request = "GET /stream?topics=news HTTP/1.1\r\nHost: " + site.getAuthority()
                + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36\r\nCookie: tm_v="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(session) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private byte[] session() {
        var before = known[came % KNOWN];
        if (before != null && came % 10 >= newOfTen) return before;
        var session = new byte[16];
        random.nextBytes(session);
        known[came % KNOWN] = session;
        return session;
    }

    /** How many came so far. */
    int came() {
        return came;
    }

    @Override
    public void close() {
        open = false;
        clock.shutdownNow();
        for (var socket : here) close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
