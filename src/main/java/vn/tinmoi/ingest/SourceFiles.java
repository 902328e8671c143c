package vn.tinmoi.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import vn.tinmoi.news.Problem;

/**
 * Reads a file by what is in it, whatever its name says; compressed with gzip too. Whatever is wrong with it, and whatever a
 * library makes of that, is a {@link Problem} in words. Blocks; any thread.
 */
final class SourceFiles {
    private static final int LARGEST = 256 << 20; // bytes, unpacked; a file is held in memory, some five times its size
    private static final int DEEPEST = 300; // JSON values inside one another
    private static final Pattern ENCODING =
            Pattern.compile("^<\\?xml[^>]*\\bencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

    private static final Pattern PAGE =
            Pattern.compile("(?is)(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*(?:<!doctype\\s+html\\b|<html\\b)");

    private final FeedFile feeds;
    private final Subeditor subeditor;
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LARGEST)
                    .maxNameLength(LARGEST)
                    .build())
            .build());

    SourceFiles(Subeditor subeditor) {
        this.feeds = new FeedFile(subeditor);
        this.subeditor = subeditor;
    }

    /** @throws Problem in words for whoever brings the file, when it cannot be read at all */
    List<Found> read(Path file) {
        try {
            return found(bytes(file), Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            throw refused("ingest.missing");
        } catch (AccessDeniedException e) {
            throw refused("ingest.forbidden");
        } catch (ZipException | EOFException e) {
            throw refused("ingest.broken-gzip");
        } catch (IOException e) {
            throw Files.isDirectory(file)
                    ? refused("ingest.directory")
                    : refused("ingest.unreadable", String.valueOf(e.getMessage()));
        } catch (Problem e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw refused("ingest.memory");
        } catch (RuntimeException | StackOverflowError e) {
            throw refused("ingest.unreadable", e.toString());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(2);
            boolean packed = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return packed ? bounded(new GZIPInputStream(in, 1 << 16)) : bounded(in);
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        var bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) throw refused("ingest.too-large", LARGEST >> 20);
        return bytes;
    }

    private List<Found> found(byte[] bytes, Instant written) throws IOException {
        var text = text(bytes);
        var start = text.stripLeading();
        if (PAGE.matcher(start).lookingAt()) throw refused("ingest.web-page");
        if (start.startsWith("<")) return feeds.read(text, written);
        if (start.startsWith("{") || start.startsWith("[")) return json(text, written);
        throw refused(start.isEmpty() ? "ingest.empty" : "ingest.unknown");
    }

    private static String text(byte[] bytes) {
        var text = new String(bytes, charset(bytes));
        int mark = 0;
        while (mark < text.length() && (text.charAt(mark) == '\uFEFF' || text.charAt(mark) == 0)) mark++;
        return text.substring(mark);
    }

    /** A file begins with a mark, or with a character of ASCII: where its other byte is 0, that is UTF-16. */
    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : bytes[0] & 0xFF;
        int second = bytes.length < 2 ? 0 : bytes[1] & 0xFF;
        boolean wide = bytes.length > 3 && (bytes[2] | bytes[3]) != 0; // else UTF-32, which its declaration names
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second != 0 && wide)) return StandardCharsets.UTF_16BE;
        if (wide && ((first == 0xFF && second == 0xFE) || (first != 0 && second == 0)))
            return StandardCharsets.UTF_16LE;
        return declared(bytes);
    }

    private static Charset declared(byte[] bytes) {
        var head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        var encoding = ENCODING.matcher(head.substring(Math.max(0, head.indexOf("<?xml"))));
        try {
            return encoding.find()
                            && !encoding.group(1)
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .startsWith("utf-16")
                    ? Charset.forName(encoding.group(1))
                    : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw refused("ingest.charset", encoding.group(1));
        }
    }

    private List<Found> json(String text, Instant otherwise) throws IOException {
        try {
            var documents =
                    json.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
            return found(documents.size() == 1 ? documents.getFirst() : lines(documents), otherwise);
        } catch (StreamConstraintsException e) {
            throw refused(
                    "ingest.too-deep",
                    DEEPEST,
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr());
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw refused("ingest.broken-json", at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
        }
    }

    /** JSON Lines. */
    private JsonNode lines(List<JsonNode> documents) {
        return json.createArrayNode().addAll(documents);
    }

    private List<Found> found(JsonNode root, Instant otherwise) {
        if (JsonFeedReader.reads(root)) {
            return Subeditor.settled(JsonFeedReader.clippings(root)
                    .map(clipping -> Found.of(() -> subeditor.found(clipping, otherwise)))
                    .toList());
        }
        var documents = root.isArray() ? root : List.of(root);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> Found.of(() -> subeditor.found(NinjsReader.clipping(document), otherwise)))
                .toList();
    }

    private static Problem refused(String code, Object... arguments) {
        return new Problem(Problem.Kind.MALFORMED, code, null, arguments);
    }
}
