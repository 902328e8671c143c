package vn.tinmoi.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The numbers of a server's {@code /metrics}, by name with labels; empty when it does not answer. */
record Scrape(Map<String, Double> numbers) {
    private static final String HOLD = "tinmoi_loop_hold_seconds";

    static Scrape of(URI management) {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(management.resolve("/metrics")).build(), BodyHandlers.ofString());
            return new Scrape(answer.body()
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains(" "))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.lastIndexOf(' ')),
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                            (one, other) -> one)));
        } catch (IOException e) {
            return new Scrape(Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Scrape(Map.of());
        }
    }

    double get(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    /** Values of a counter by that label's value, those above 0. */
    Map<String, Double> by(String counter, String label) {
        var found = new TreeMap<String, Double>();
        var prefix = counter + "{" + label + "=\"";
        numbers.forEach((name, value) -> {
            if (name.startsWith(prefix) && value > 0)
                found.put(name.substring(prefix.length(), name.length() - 2), value);
        });
        return found;
    }

    /** How long broadcasts held their loops since the other scrape: slices up to each bound, and the longest of the last minutes. */
    String loopHoldsSince(Scrape before) {
        if (!numbers.containsKey(HOLD + "_count")) return "unknown: /metrics does not answer";
        var line = new StringBuilder("slices=%.0f".formatted(since(before, "_count")));
        for (var bound : new String[] {"5.0E-4", "0.001", "0.002", "0.005", "0.01", "0.02", "0.05"}) {
            double slices = since(before, "_bucket{le=\"" + bound + "\"}");
            line.append(" to_%sms=%.0f".formatted(millis(bound), slices));
        }
        return line.append(" longest_ms=%.2f".formatted(get(HOLD + "_max") * 1000))
                .toString();
    }

    private double since(Scrape before, String part) {
        return get(HOLD + part) - before.numbers.getOrDefault(HOLD + part, 0.0);
    }

    private static String millis(String seconds) {
        return new java.math.BigDecimal(seconds)
                .movePointRight(3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
