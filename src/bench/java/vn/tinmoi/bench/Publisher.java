package vn.tinmoi.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes stories whose titles begin with the time, at the nodes in turn. A story without a 2xx is sent again with the same
 * key until it has one, so each is in the log once. Any thread.
 */
final class Publisher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int UNDERWAY = 16; // stories at once
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100); // before it is sent again

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final List<URI> sites;
    private final String token;
    private final String lead;
    private final AtomicInteger stories = new AtomicInteger();
    private final AtomicInteger failedTries = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final AtomicLong head = new AtomicLong();

    /** {@code lead}: of every story. */
    Publisher(List<URI> sites, String token, String lead) {
        this.sites = sites;
        this.token = token;
        this.lead = lead;
    }

    static Publisher at(Server server, Options options) {
        return new Publisher(List.of(server.site()), token(options), "Tin đo tải");
    }

    static String token(Options options) {
        return options.text("token", vn.tinmoi.acceptance.Program.TOKEN);
    }

    /** Publishes that many, one each {@code every}; returns when all are acknowledged, with the number of the last event. */
    long publish(int many, Duration every) {
        long begin = System.nanoTime();
        var under = new ArrayList<Future<Long>>();
        for (int i = 0; i < many; i++) {
            under.add(threads.submit(this::publishOne));
            LockSupport.parkNanos(begin + (i + 1) * every.toNanos() - System.nanoTime());
        }
        return under.stream().mapToLong(Publisher::get).max().orElseThrow();
    }

    /** Publishing that goes on by itself. */
    interface Press {
        /** Publishes no more; returns when the last is acknowledged. */
        void stop();
    }

    /** {@code perSecond}: at most; less while stories wait to be taken. */
    Press steadily(int perSecond) {
        var underway = new Semaphore(UNDERWAY);
        var over = new AtomicBoolean();
        var press = threads.submit(() -> {
            for (long due = System.nanoTime();
                    !over.get();
                    due = Math.max(due, System.nanoTime() - SECOND) + SECOND / perSecond) {
                LockSupport.parkNanos(due - System.nanoTime());
                underway.acquireUninterruptibly();
                var unused = threads.submit(() -> {
                    try {
                        publishOne();
                    } finally {
                        underway.release();
                    }
                });
            }
        });
        return () -> {
            over.set(true);
            get(press);
            underway.acquireUninterruptibly(UNDERWAY);
        };
    }

    private static <T> T get(Future<T> published) {
        try {
            return published.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes one; gives the number of its event. */
    long publishOne() {
        int number = stories.getAndIncrement();
        var key = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        var body = new JsonObject()
                .put("title", "TS%019d Nâng cao chất lượng phong trào".formatted(begin))
                .put("lead", lead + " số " + number)
                .put("bodyHtml", "<p>Nội dung</p>")
                .put("status", "published")
                .encode();
        for (int site = number; System.nanoTime() - begin < PATIENCE.toNanos(); site++) {
            long seq = tried(sites.get(site % sites.size()), key, body);
            if (seq >= 0) return head.accumulateAndGet(seq, Math::max);
            failedTries.incrementAndGet();
            LockSupport.parkNanos(PAUSE);
        }
        givenUp.incrementAndGet();
        throw new IllegalStateException("story " + number + " was not taken for " + PATIENCE);
    }

    /** -1: not taken, or nobody knows. */
    private long tried(URI site, String key, String body) {
        try {
            var answer = http.send(request(site, key, body), BodyHandlers.ofString());
            return answer.statusCode() / 100 == 2 ? seq(answer) : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long seq(HttpResponse<String> answer) {
        var id = new JsonObject(answer.body()).getString("eventId");
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    private HttpRequest request(URI site, String key, String body) {
        return HttpRequest.newBuilder(site.resolve("/api/v1/articles"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    int stories() {
        return stories.get();
    }

    int failedTries() {
        return failedTries.get();
    }

    /** Stories that no node took although they were sent again and again. */
    int givenUp() {
        return givenUp.get();
    }

    /** Number of the last event acknowledged. */
    long head() {
        return head.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
