package vn.tinmoi.live;

import java.util.ArrayList;
import java.util.List;

/** A wire that takes {@code room} frames until a test reads from it. */
final class FakeWire implements Wire {
    final List<Frame> sent = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    int beats;
    Runnable sending = () -> {};
    boolean ended;
    boolean cut;
    Reader reader;

    @Override
    public void open(Reader to) {
        reader = to;
    }

    @Override
    public boolean full() {
        return room <= 0;
    }

    @Override
    public void send(Frame frame) {
        if (full() && !sent.isEmpty()) throw new AssertionError("sent to a full wire: " + frame);
        if (ended || cut) throw new AssertionError("sent to a closed wire: " + frame);
        room--;
        sent.add(frame);
        sending.run();
    }

    @Override
    public void flush() {}

    /** The other end reads: so many frames more are taken. */
    void read(int frames) {
        boolean was = full();
        room = frames;
        if (was && !full()) reader.drained();
    }

    @Override
    public void beat() {
        beats++;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void cut() {
        cut = true;
    }

    /** What came, each as its event, with the number where it has one and the mode where it is a sync. */
    List<String> told() {
        return sent.stream().map(FakeWire::told).toList();
    }

    private static String told(Frame frame) {
        var json = new io.vertx.core.json.JsonObject(frame.text());
        var event = json.getString("event").replace("article.", "");
        if (event.equals("at")) return "at " + frame.seq();
        if (event.equals("sync")) return "sync " + json.getJsonObject("data").getString("mode") + " " + frame.seq();
        return frame.seq() == 0 ? event : event + " " + frame.seq();
    }
}
