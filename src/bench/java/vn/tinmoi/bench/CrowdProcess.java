package vn.tinmoi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A crowd in a process of its own, at the other end of {@link ForkedCrowd}: a line asks, a line answers. */
final class CrowdProcess {
    private CrowdProcess() {}

    static int run(Options options) {
        var habits = Habits.sse(URI.create(options.text("url", ""))).withProtocol(options.text("protocol", "sse"));
        options.nothingElse();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var crowd = new LocalCrowd(habits, 1)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine())
                System.out.println(answer(crowd, line.split(" ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return 0;
    }

    private static String answer(Crowd crowd, String... words) {
        return switch (words[0]) {
            case "open" -> {
                crowd.open(Integer.parseInt(words[1]));
                yield "opened";
            }
            case "behind" -> Long.toString(crowd.furthestBehind());
            case "tally" -> crowd.tally().encode();
            case "forget" -> {
                crowd.forgetLatencies();
                yield "forgot";
            }
            default -> throw new IllegalArgumentException("open, behind, tally or forget expected, not " + words[0]);
        };
    }
}
