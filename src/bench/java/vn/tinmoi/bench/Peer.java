package vn.tinmoi.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** A server with a stream, ours or somebody else's, to be measured with the same readers. Its methods block; one thread. */
abstract class Peer implements AutoCloseable {
    static final String PAD = "Nâng cao chất lượng phong trào ".repeat(12); // as long as the event of a story here

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    abstract String name();

    /** Where its readers ask. */
    abstract URI stream();

    /** The processes that serve. */
    abstract Stream<ProcessHandle> processes();

    /** Says {@code token} to every reader; returns when it was taken. */
    abstract void publish(String token);

    @Override
    public abstract void close();

    /** User and system seconds so far. */
    final double cpuSeconds() {
        return processes()
                .mapToDouble(process -> new ServerProcess(process.pid()).cpuSeconds())
                .sum();
    }

    /** Resident bytes. */
    final double rss() {
        return processes()
                .mapToDouble(process -> new ServerProcess(process.pid()).rss())
                .sum();
    }

    /** What a story's event says. */
    static JsonObject story(String token) {
        return new JsonObject()
                .put("title", token + " Nâng cao chất lượng phong trào")
                .put("lead", PAD)
                .put("bodyHtml", "<p>Nội dung</p>")
                .put("status", "published");
    }

    /** Sends JSON; {@code header} and {@code value}: one line more. Throws when it was not taken. */
    final void post(URI to, JsonObject body, String header, String value) {
        var request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2)
                throw new IllegalStateException(to + " said " + answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Peer tinmoi(Server server, String token) {
        return new Peer() {
            @Override
            String name() {
                return "tinmoi";
            }

            @Override
            URI stream() {
                return server.site().resolve("/stream?topics=news");
            }

            @Override
            Stream<ProcessHandle> processes() {
                return ProcessHandle.of(server.process().pid()).stream();
            }

            @Override
            void publish(String time) {
                post(server.site().resolve("/api/v1/articles"), story(time), "Authorization", "Bearer " + token);
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
