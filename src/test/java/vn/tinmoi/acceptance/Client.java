package vn.tinmoi.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A publishing program and a reader without a browser: speaks HTTP to one node. */
final class Client {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI site;

    Client(URI site) {
        this.site = site;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    JsonObject json(String path) {
        return new JsonObject(get(path).body());
    }

    /** Writes with the acceptance token. */
    HttpResponse<String> write(String method, String path, JsonObject body, String... headers) {
        return writeAs(Program.TOKEN, method, path, body, headers);
    }

    HttpResponse<String> writeAs(String token, String method, String path, JsonObject body, String... headers) {
        return send(request(path, headers)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.encode(), StandardCharsets.UTF_8)));
    }

    /** Sends a form as a browser does. {@code cookie}: {@code name=value}; empty: none. */
    HttpResponse<String> form(String path, String cookie, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = request(path).header("Content-Type", "application/x-www-form-urlencoded");
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends bytes as they are. */
    HttpResponse<String> bytes(String path, byte[] body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Sends a form that brings a file, as a browser does. */
    HttpResponse<String> multipart(String path, String cookie, Map<String, String> fields) {
        var parts = fields.entrySet().stream()
                .map(field -> "--grenze\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                        + field.getValue() + "\r\n")
                .collect(Collectors.joining());
        var file =
                "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nkhong la anh\r\n";
        var request = request(path).header("Content-Type", "multipart/form-data; boundary=grenze");
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return send(request.POST(HttpRequest.BodyPublishers.ofString(parts + file + "--grenze--\r\n")));
    }

    /** Sends a picture as a form does, with the acceptance token. */
    HttpResponse<String> upload(byte[] file, String alt) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(("--grenze\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n" + alt
                        + "\r\n--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"anh.jpg\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n--grenze--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request("/api/v1/media")
                .header("Authorization", "Bearer " + Program.TOKEN)
                .header("Content-Type", "multipart/form-data; boundary=grenze")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray())));
    }

    /** Publishes a story and gives the answer: the article and its {@code eventId}. */
    JsonObject publish(String title) {
        var body = new JsonObject()
                .put("title", title)
                .put("lead", "Tóm tắt: " + title)
                .put("bodyHtml", "<p>Nội dung của " + title + ".</p>")
                .put("status", "published");
        var response = write("POST", "/api/v1/articles", body);
        if (response.statusCode() != 201) throw new AssertionError(response.statusCode() + " " + response.body());
        return new JsonObject(response.body());
    }

    JsonObject withdraw(long id) {
        var response = write(
                "POST", "/api/v1/articles/" + id + "/withdraw", new JsonObject().put("reason", "Thông tin chưa đúng"));
        if (response.statusCode() != 200) throw new AssertionError(response.statusCode() + " " + response.body());
        return new JsonObject(response.body());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(site.resolve(path)).timeout(Duration.ofSeconds(30));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
