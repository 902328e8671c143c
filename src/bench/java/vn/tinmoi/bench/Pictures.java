package vn.tinmoi.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import vn.tinmoi.acceptance.Program;

/** How long an editor waits for a photo: sent, decoded, made in every width and committed. */
final class Pictures {
    private static final int WARM = 3; // until the decoder's and the scaler's code is compiled

    private Pictures() {}

    static int run(Options options) {
        int width = options.number("width", 4_000);
        int height = options.number("height", 3_000);
        int rounds = options.number("rounds", 10);
        var token = options.text("token", Program.TOKEN);
        try (var server = Server.of(options)) {
            options.nothingElse();
            var photo = photo(width, height);
            for (int i = 0; i < WARM; i++) milliseconds(server.site(), token, photo, "warm " + i);
            double before = server.process().cpuSeconds();
            var times = new ArrayList<Double>();
            for (int i = 0; i < rounds; i++) times.add(milliseconds(server.site(), token, photo, "photo " + i));
            say(times, server.process().cpuSeconds() - before, photo.length, width * height);
        }
        return 0;
    }

    private static void say(List<Double> times, double cpu, int bytes, int pixels) {
        Collections.sort(times);
        Say.line(
                "pictures megapixels=%.1f file_mib=%.1f rounds=%d p50_ms=%.0f longest_ms=%.0f cpu_ms=%.0f",
                pixels / 1e6,
                bytes / (double) (1 << 20),
                times.size(),
                times.get(times.size() / 2),
                times.getLast(),
                1_000 * cpu / times.size());
    }

    /** The words differ each time: the same picture again is found, not made. */
    private static double milliseconds(URI site, String token, byte[] photo, String alt) {
        var head = "--b\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n" + alt
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n";
        var form = new ByteArrayOutputStream();
        form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        form.writeBytes(photo);
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(site.resolve("/api/v1/media"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                .build();
        long start = System.nanoTime();
        send(request);
        return (System.nanoTime() - start) / 1e6;
    }

    private static void send(HttpRequest request) {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) throw new IllegalStateException(response.statusCode() + response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Soft changes and noise, as a camera's: about two bits a pixel. */
    private static byte[] photo(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int soft = (int) (100 + 80 * Math.sin(x / 190.0) * Math.cos(y / 170.0));
                int noise = random.nextInt(48);
                image.setRGB(x, y, (soft + noise) << 16 | (200 - soft + noise) << 8 | (x * 200 / width + noise));
            }
        }
        var file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
