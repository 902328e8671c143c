package vn.tinmoi.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Publishes about 20 stories a second, at the nodes in turn. A story that a node left unanswered is sent again to the other
 * with the same key. On a thread of its own.
 */
final class SteadyPublisher implements AutoCloseable {
    private static final int PAUSE = 40; // ms after each story; a story takes about 10

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> sites;
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Set<Integer> silentNodes = new ConcurrentSkipListSet<>();
    private final Set<Long> articles = ConcurrentHashMap.newKeySet();
    private int stories;

    SteadyPublisher(List<URI> sites) {
        this.sites = sites;
        var unused = thread.scheduleWithFixedDelay(this::publish, 0, PAUSE, TimeUnit.MILLISECONDS);
    }

    private void publish() {
        int number = number();
        var key = UUID.randomUUID().toString();
        if (!sent(number % sites.size(), number, key) && !sent((number + 1) % sites.size(), number, key)) {
            refused.add("nobody answered for story " + number);
        }
    }

    private synchronized int number() {
        notifyAll();
        return stories++;
    }

    /** Whether the node gave any answer. */
    private boolean sent(int node, int number, String key) {
        try {
            var response = http.send(request(node, number, key), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) refused.add(response.statusCode() + " " + response.body());
            else articles.add(new JsonObject(response.body()).getLong("id"));
            return true;
        } catch (IOException e) {
            silentNodes.add(node);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(int node, int number, String key) {
        var story = new JsonObject().put("title", "Tin số " + number).put("status", "published");
        return HttpRequest.newBuilder(sites.get(node).resolve("/api/v1/articles"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + Program.TOKEN)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(story.encode()))
                .build();
    }

    /** Waits until that many more stories were begun. */
    synchronized void more(int count) throws InterruptedException {
        int wanted = stories + count;
        while (stories < wanted) wait(20_000);
    }

    /** Publishes no more; gives how many stories there were. */
    int finish() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(20, TimeUnit.SECONDS)) throw new AssertionError("a story takes over 20 s");
        return stories;
    }

    /** Answers other than 201. */
    List<String> refused() {
        return refused;
    }

    /** Indices of the nodes that left a request unanswered. */
    Set<Integer> silentNodes() {
        return Set.copyOf(silentNodes);
    }

    Set<Long> articles() {
        return articles;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
