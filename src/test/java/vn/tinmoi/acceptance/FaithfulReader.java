package vn.tinmoi.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A reader of {@code news} that comes back to the next node with its cursor whenever its stream ends, and writes down what
 * should not have happened: an event missing, twice or out of order, or a reset. On a virtual thread of its own.
 */
final class FaithfulReader implements AutoCloseable {
    /** What a node said before it ended a stream; {@code nanos}: when, as {@link System#nanoTime} has it. */
    record Goodbye(int node, int retryMs, long nanos) {}

    private final HttpClient http;
    private final List<URI> sites;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<Goodbye> goodbyes = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean over;
    private String cursor = "";
    private long seq = -1;
    private int node;

    /** {@code first}: the index of the node to begin at. */
    FaithfulReader(HttpClient http, List<URI> sites, int first) {
        this.http = http;
        this.sites = sites;
        this.node = first;
        this.thread = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        while (!over) {
            readOneStream();
            node = (node + 1) % sites.size();
        }
    }

    private void readOneStream() {
        var request = HttpRequest.newBuilder(sites.get(node).resolve("/stream?topics=news"));
        if (!cursor.isEmpty()) request.header("Last-Event-ID", cursor);
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) faults.add("status " + response.statusCode());
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                dispatch(lines);
            }
        } catch (IOException e) {
            // the node is gone; the next one goes on
        } catch (InterruptedException e) {
            over = true;
        }
    }

    private void dispatch(BufferedReader lines) throws IOException {
        var id = "";
        var name = "";
        var data = "";
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) id = line.substring(4);
            if (line.startsWith("event: ")) name = line.substring(7);
            if (line.startsWith("data: ")) data = line.substring(6);
            if (!line.isEmpty() || name.isEmpty()) continue;
            happened(id, name, new JsonObject(data));
            name = "";
        }
    }

    private void happened(String id, String name, JsonObject data) {
        switch (name) {
            case "sync" -> begin(id, data);
            case "goodbye" -> goodbyes.add(new Goodbye(node, data.getInteger("retryMs"), System.nanoTime()));
            default -> goOn(id);
        }
    }

    private void begin(String id, JsonObject sync) {
        var expected = cursor.isEmpty() ? "fresh" : "resumed";
        if (!sync.getString("mode").equals(expected)) faults.add("not " + expected + " at " + cursor + ": " + sync);
        if (!cursor.isEmpty() && !id.equals(cursor)) faults.add("resumed at " + id + ", asked for " + cursor);
        reach(id);
    }

    private void goOn(String id) {
        long came = seqOf(id);
        if (came != seq() + 1) faults.add("event " + came + " after " + seq());
        reach(id);
    }

    private synchronized void reach(String id) {
        cursor = id;
        seq = seqOf(id);
        notifyAll();
    }

    private static long seqOf(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    /** The number of the newest event; -1 before the first. */
    synchronized long seq() {
        return seq;
    }

    /** Waits until it has come this far, 20 s at most; gives how far it came. */
    synchronized long await(long wanted) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            for (long left = 1; seq < wanted && left > 0; left = (until - System.nanoTime()) / 1_000_000) wait(left);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return seq;
    }

    List<String> faults() {
        return faults;
    }

    List<Goodbye> goodbyes() {
        return goodbyes;
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
