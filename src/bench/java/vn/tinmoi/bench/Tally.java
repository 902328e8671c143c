package vn.tinmoi.bench;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a crowd of readers saw.
 *
 * @param open streams that are open and had their first event
 * @param latency µs from the publisher's call to the reader
 */
record Tally(int open, Map<Count, Long> counts, Histogram latency) {
    private static final long LONGEST = 3_600_000_000L; // µs

    static Histogram noLatency() {
        return new Histogram(LONGEST, 3);
    }

    static Tally nothing() {
        return new Tally(0, new EnumMap<>(Count.class), noLatency());
    }

    long of(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    Tally plus(Tally other) {
        var sum = new EnumMap<>(counts.isEmpty() ? new EnumMap<Count, Long>(Count.class) : new EnumMap<>(counts));
        other.counts.forEach((what, many) -> sum.merge(what, many, Long::sum));
        var both = latency.copy();
        both.add(other.latency);
        return new Tally(open + other.open, sum, both);
    }

    /** {@code deliveries=… lost=… doubled=…} and so on. */
    String countsLine() {
        return Arrays.stream(Count.values())
                .map(what -> what.word() + "=" + of(what))
                .collect(Collectors.joining(" "));
    }

    /** {@code p50=… p99=… max=…}, milliseconds. */
    String latencyLine() {
        return "p50=%.1f p90=%.1f p99=%.1f max=%.1f"
                .formatted(millis(50), millis(90), millis(99), latency.getMaxValue() / 1e3);
    }

    double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e3;
    }

    /** One line, for another process. */
    String encode() {
        var bytes = ByteBuffer.allocate(latency.getNeededByteBufferCapacity());
        int length = latency.encodeIntoCompressedByteBuffer(bytes);
        var json = new JsonObject().put("open", open);
        json.put("latency", Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)));
        counts.forEach((what, many) -> json.put(what.name(), many));
        return json.encode();
    }

    static Tally decode(String line) {
        var json = new JsonObject(line);
        var counts = new EnumMap<Count, Long>(Count.class);
        for (var what : Count.values()) counts.put(what, json.getLong(what.name(), 0L));
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.getString("latency")));
        try {
            var latency = Histogram.decodeFromCompressedByteBuffer(bytes, LONGEST);
            return new Tally(json.getInteger("open"), counts, latency);
        } catch (DataFormatException e) {
            throw new IllegalStateException("another process sent a histogram that cannot be read: " + line, e);
        }
    }
}
