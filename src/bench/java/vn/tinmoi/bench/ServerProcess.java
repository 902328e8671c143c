package vn.tinmoi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the system says of a server's process; {@code pid} 0: unknown, every figure is NaN then. Linux. */
record ServerProcess(long pid) {
    private static final double TICK = 0.01; // s; the unit of /proc/PID/stat on every Linux of today
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** User and system seconds so far. */
    double cpuSeconds() {
        if (pid == 0) return Double.NaN;
        var stat = read("stat");
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    }

    /** Resident bytes. */
    double rss() {
        if (pid == 0) return Double.NaN;
        var matcher = RSS.matcher(read("status"));
        return matcher.find() ? Double.parseDouble(matcher.group(1)) * 1024 : Double.NaN;
    }

    /** Open file descriptors. */
    int descriptors() {
        return size("fd");
    }

    int threads() {
        return size("task");
    }

    private int size(String folder) {
        var names = Path.of("/proc", Long.toString(pid), folder).toFile().list();
        return names == null ? -1 : names.length;
    }

    /** Bytes of live objects; collects garbage first. */
    double liveHeap() {
        if (pid == 0) return Double.NaN;
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            var matcher = TOTAL.matcher(
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of kernel memory that all TCP sockets of the machine hold. */
    static double kernelBytes() {
        try (var lines = Files.lines(Path.of("/proc/net/sockstat"))) {
            return lines.filter(line -> line.startsWith("TCP:"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) * 4096)
                    .sum();
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
