package vn.tinmoi.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Where the entries of a zip stand in it. */
final class Entries {
    private static final int HEADER = 30; // bytes before an entry's name (APPNOTE.TXT 4.3.7)

    private Entries() {}

    /** {@code middle}: the place of a byte among its packed ones. */
    record Entry(String name, int middle) {}

    static List<Entry> of(Path file) throws IOException {
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        try (var zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(one -> {
                        int begin = text.indexOf(one.getName()) + one.getName().length(); // we write no extra field
                        return new Entry(one.getName(), begin + (int) (one.getCompressedSize() / 2));
                    })
                    .filter(entry -> entry.middle() > HEADER)
                    .toList();
        }
    }
}
