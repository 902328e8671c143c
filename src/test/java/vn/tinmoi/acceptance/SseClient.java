package vn.tinmoi.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An EventSource: reads {@code text/event-stream} by the WHATWG rules, one event after the other. */
final class SseClient implements AutoCloseable {
    /** One event; {@code id}: the last event id in force when it was dispatched. */
    record Event(String id, String name, JsonObject data) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> beats = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String lastId = "";

    private SseClient(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    /** {@code lastEventId}: empty for a first connection; {@code headers}: names and values in turn. */
    static SseClient open(URI site, String pathAndQuery, String lastEventId, String... headers) {
        var request = HttpRequest.newBuilder(site.resolve(pathAndQuery)).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) request.header("Last-Event-ID", lastEventId);
        if (headers.length > 0) request.headers(headers);
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            return new SseClient(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<?> response() {
        return response;
    }

    /** The next event but stats, within 20 s. */
    Event next() {
        while (true) {
            var event = nextOfAnyKind();
            if (!event.name().equals("stats")) return event;
        }
    }

    Event nextOfAnyKind() {
        try {
            var event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("no event within 20 s");
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a comment that comes from now on, at most 40 s: there is one every 20 s ± 25 %. */
    void awaitBeat() {
        beats.clear();
        try {
            if (beats.poll(40, TimeUnit.SECONDS) == null) throw new AssertionError("no keep-alive within 40 s");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the server has ended it, at most 20 s. */
    void awaitEnd() {
        try {
            if (!ended.await(20, TimeUnit.SECONDS)) throw new AssertionError("not ended within 20 s");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether nothing but stats came yet. */
    boolean quiet() {
        return events.stream().allMatch(event -> event.name().equals("stats"));
    }

    private void read() {
        String name = "message";
        var data = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) events.add(new Event(lastId, name, new JsonObject(data.toString())));
                    data.setLength(0);
                    name = "message";
                } else if (line.startsWith(":")) {
                    beats.add(line);
                } else if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException e) {
            // the connection ended; whoever waits for an event learns it from the time-out
        }
        ended.countDown();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
