package vn.tinmoi.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Who goes from page to page, sees QR codes and asks for what is not there: thirty requests a second until it is closed. */
final class Wanderers implements AutoCloseable {
    private static final int A_SECOND = 30;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final URI site;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Wanderers(URI site) {
        this.site = site;
        var unused = clock.scheduleAtFixedRate(this::ask, 0, 1_000_000 / A_SECOND, TimeUnit.MICROSECONDS);
    }

    private void ask() {
        long number = asked.getAndIncrement();
        long story = 1 + number % 1000;
        try {
            var path = switch ((int) (number % 10)) {
                case 0, 1 -> "/";
                case 2 -> "/chuyen-muc/tin-tuc?trang=" + number % 7;
                case 3 -> "/khong-co/" + number;
                case 4 -> "/a/" + story + "/qr.png?size=" + (200 + number % 300);
                case 5 -> "/tim-kiem?q=phong+trao+" + number % 50;
                case 6 -> "/api/v1/articles?limit=20";
                default -> "/a/" + story;
            };
            var answer = http.send(HttpRequest.newBuilder(site.resolve(path)).build(), BodyHandlers.discarding());
            if (answer.statusCode() >= 500) failed.incrementAndGet();
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was asked, and how often in vain. */
    String line() {
        return "asked=%d failed=%d".formatted(asked.get(), failed.get());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.shutdownNow();
    }
}
