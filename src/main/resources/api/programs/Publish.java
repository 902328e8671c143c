import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** TINMOI_TOKEN=… java Publish.java (17 or newer): publishes a story. */
public class Publish {
    static final String SITE = "http://localhost:8080";
    static final String STORY = """
            {
              "title": "Xã Thượng Ngàn khánh thành cầu treo Nà Lúa",
              "lead": "Cầu dài 86 m, nối hai thôn bên suối Tiên.",
              "bodyHtml": "<p>Sáng nay, cây cầu treo Nà Lúa được đưa vào sử dụng.</p>",
              "byline": "HOÀI NAM",
              "status": "published"
            }""";

    public static void main(String[] arguments) throws InterruptedException {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(SITE + "/api/v1/articles"))
                .header("Authorization", "Bearer " + System.getenv("TINMOI_TOKEN"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString()) // a retry writes nothing twice
                .POST(HttpRequest.BodyPublishers.ofString(STORY))
                .build();
        for (int attempt = 1; attempt <= 5; attempt++) {
            long seconds = 2;
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 429 && answer.statusCode() != 503) {
                    System.out.println(answer.statusCode() + " " + answer.body());
                    System.exit(answer.statusCode() < 300 ? 0 : 1);
                }
                seconds = answer.headers().firstValueAsLong("Retry-After").orElse(2);
            } catch (IOException e) {
                System.err.println(e.getMessage());
            }
            Thread.sleep(seconds * 1000);
        }
        System.err.println("no answer after 5 attempts");
        System.exit(1);
    }
}
