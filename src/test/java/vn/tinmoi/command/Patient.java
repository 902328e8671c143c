package vn.tinmoi.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What doctor is sent to, with what is wrong there. */
final class Patient {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "TINMOI_HTTP_PORT", "0", "TINMOI_MANAGEMENT_PORT", "-1", "TINMOI_DATA_DIR", "target/no-such-folder"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private InstantSource clock = InstantSource.system();
    private long descriptors = 500_000;
    private long room = 1L << 40;
    private Duration idle = Duration.ZERO;

    Patient with(String setting, String value) {
        environment.put(setting, value);
        return this;
    }

    Patient ahead(Duration ahead) {
        clock = InstantSource.offset(InstantSource.system(), ahead);
        return this;
    }

    Patient descriptors(long limit) {
        descriptors = limit;
        return this;
    }

    Patient room(long bytes) {
        room = bytes;
        return this;
    }

    Patient watched(Duration quiet) {
        idle = quiet;
        return this;
    }

    List<Checkup.Line> examined() {
        var doctor = new Doctor(
                around(),
                new Machine(() -> descriptors, file -> room),
                new StreamChecks.Pace(Duration.ofSeconds(3), idle));
        return doctor.examine();
    }

    /** The names of what is wrong. */
    List<String> faults() {
        return examined().stream()
                .filter(line -> line.outcome() instanceof Outcome.Found)
                .map(line -> ((Outcome.Found) line.outcome()).fault().wire())
                .toList();
    }

    Surroundings around() {
        return new Surroundings(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                clock);
    }

    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
