package vn.tinmoi.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.tinmoi.text.Sha256;

/** One file {@code db/NNNN_name.sql}: a step that every database takes once, in the order of the numbers. */
record Migration(int number, String name, String sql) {
    private static final Pattern FILE = Pattern.compile("(?:.*/)?(\\d{4})_([a-z0-9_]+)\\.sql");

    /** SHA-256 in hex, the same for both kinds of line ends. */
    String digest() {
        return Sha256.hex(sql.replace("\r\n", "\n"));
    }

    String file() {
        return "%04d_%s.sql".formatted(number, name);
    }

    /** All files of the class path's folder {@code db}, in a jar or in a directory, in order. Blocks. */
    static List<Migration> onClassPath() {
        var folder = Migration.class.getClassLoader().getResource("db");
        if (folder == null) throw new BackendFailed("this build lacks the folder db of migrations: build it anew");
        try {
            return ordered(folder.getProtocol().equals("jar") ? inJar(folder) : inDirectory(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migrations in " + folder, e);
        }
    }

    /** Fails when two share a number: one of them would never be applied. */
    static List<Migration> ordered(List<Migration> found) {
        var sorted = found.stream()
                .sorted(Comparator.comparingInt(Migration::number))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).number() == sorted.get(i - 1).number())
                throw new BackendFailed("migrations " + sorted.get(i - 1).file() + " and "
                        + sorted.get(i).file() + " share a number: give one of them the next free number");
        }
        return sorted;
    }

    private static List<Migration> inJar(URL folder) throws IOException {
        var connection = (JarURLConnection) folder.openConnection();
        connection.setUseCaches(false);
        var found = new ArrayList<Migration>();
        try (var jar = connection.getJarFile()) {
            for (var entry : jar.stream().toList()) {
                var file = FILE.matcher(entry.getName());
                if (!entry.getName().startsWith("db/") || !file.matches()) continue;
                found.add(of(file, new String(jar.getInputStream(entry).readAllBytes(), UTF_8)));
            }
        }
        return found;
    }

    private static List<Migration> inDirectory(URL folder) throws IOException {
        var found = new ArrayList<Migration>();
        try (var paths = Files.list(Path.of(URI.create(folder.toString())))) {
            for (var path : paths.toList()) {
                var file = FILE.matcher(path.getFileName().toString());
                if (file.matches()) found.add(of(file, Files.readString(path)));
            }
        }
        return found;
    }

    private static Migration of(Matcher file, String sql) {
        return new Migration(Integer.parseInt(file.group(1)), file.group(2), sql);
    }
}
