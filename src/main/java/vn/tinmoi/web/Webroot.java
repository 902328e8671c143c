package vn.tinmoi.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The folder {@code webroot} of the class path, read whole. */
final class Webroot {
    private static final String FOLDER = "webroot";
    private static final long LARGEST = 8L << 20; // bytes
    private static final long MOST = 64L << 20; // bytes

    private Webroot() {}

    /** Path below {@code webroot}, with '/', to the file's bytes; empty when there is no such folder. Blocks. */
    static Map<String, byte[]> read() {
        var found = Webroot.class.getClassLoader().getResource(FOLDER);
        return found == null ? Map.of() : read(found);
    }

    /** The same of a folder, without what begins with a dot. Its files are kept in memory: 8 MiB each and 64 MiB in all. */
    static Map<String, byte[]> read(Path folder) {
        try {
            var files = new HashMap<String, byte[]>();
            long bytes = 0;
            try (var paths = Files.walk(folder)) {
                for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                    var name = folder.relativize(path).toString().replace('\\', '/');
                    if (name.startsWith(".") || name.contains("/.")) continue;
                    bytes += Files.size(path);
                    if (Files.size(path) > LARGEST || bytes > MOST) throw new IOException(path + " is too large");
                    files.put(name, Files.readAllBytes(path));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the theme cannot be read from " + folder, e);
        }
    }

    static Map<String, byte[]> read(URL found) {
        try {
            return found.getProtocol().equals("jar") ? ofJar(found) : ofFolder(Path.of(found.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException("the files of webroot cannot be read from " + found, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an unusable address " + found, e);
        }
    }

    private static Map<String, byte[]> ofJar(URL found) throws IOException, URISyntaxException {
        var connection = (JarURLConnection) found.openConnection();
        URI jar = connection.getJarFileURL().toURI();
        try (var files = FileSystems.newFileSystem(Path.of(jar))) {
            return ofFolder(files.getPath(connection.getEntryName()));
        }
    }

    private static Map<String, byte[]> ofFolder(Path folder) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var paths = Files.walk(folder)) {
            for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
