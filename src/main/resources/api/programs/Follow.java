import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** java Follow.java (17 or newer): prints what happens, and after a break goes on where it was. */
public class Follow {
    static final String SITE = "http://localhost:8080";
    static String last = "";
    static long wait = 3000;
    static String name = "";
    static String data = "";

    public static void main(String[] arguments) throws InterruptedException {
        var http = HttpClient.newHttpClient();
        while (true) {
            var request = HttpRequest.newBuilder(URI.create(SITE + "/stream?topics=news,stats"));
            if (!last.isEmpty()) request.header("Last-Event-ID", last);
            try (var lines = http.send(request.build(), BodyHandlers.ofLines()).body()) {
                lines.forEach(Follow::read);
            } catch (IOException | RuntimeException e) {
                System.err.println(e.getMessage());
            }
            Thread.sleep(wait);
        }
    }

    static void read(String line) {
        if (line.startsWith("id: ")) last = line.substring(4);
        if (line.startsWith("retry: ")) wait = Long.parseLong(line.substring(7));
        if (line.startsWith("event: ")) name = line.substring(7);
        if (line.startsWith("data: ")) data = line.substring(6);
        if (!line.isEmpty()) return;
        if (!data.isEmpty()) tell();
        name = data = "";
    }

    static void tell() {
        System.out.println(name + " " + data);
        if (name.equals("sync") && data.contains("\"reset\""))
            System.out.println("too long away: fetch " + SITE + "/api/v1/front");
    }
}
