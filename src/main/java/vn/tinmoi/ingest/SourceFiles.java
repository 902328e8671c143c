package vn.tinmoi.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import vn.tinmoi.news.Problem;

/** Reads a file by what is in it, whatever its name says. Blocks; any thread. */
final class SourceFiles {
    private static final long LARGEST = 256L << 20; // a feed is held in memory, some five times its size
    private static final int HEAD = 4096;

    private final FeedReader feeds;
    private final NinjsReader ninjs;

    SourceFiles(FeedReader feeds, NinjsReader ninjs) {
        this.feeds = feeds;
        this.ninjs = ninjs;
    }

    /** @throws Problem in words for whoever brings the file, when it cannot be read at all */
    List<Found> read(Path file) {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            if (Files.size(file) > LARGEST) throw refused("ingest.too-large", LARGEST >> 20);
            in.mark(HEAD);
            var head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)
                    .replace("\0", "")
                    .replace("\uFEFF", "");
            in.reset();
            var written = Files.getLastModifiedTime(file).toInstant();
            var start = head.replaceFirst("^[^\\[{<]*", "");
            if (start.contains("wordpress.org/export/")) throw refused("ingest.wxr");
            if (start.startsWith("<")) return feeds.read(in, written);
            if (start.startsWith("{") || start.startsWith("[")) return ninjs.read(in, written);
            throw refused("ingest.unknown");
        } catch (NoSuchFileException e) {
            throw refused("ingest.missing");
        } catch (IOException e) {
            throw refused("ingest.unreadable", e.toString());
        }
    }

    private static Problem refused(String code, Object... arguments) {
        return new Problem(Problem.Kind.MALFORMED, code, null, arguments);
    }
}
