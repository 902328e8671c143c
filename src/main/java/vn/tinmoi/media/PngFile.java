package vn.tinmoi.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG (W3C PNG, third edition); of a moving one only the picture that programs show who know no other. */
final class PngFile {
    private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12; // bytes around a chunk's own: length, name, checksum
    private static final int LONGEST_PROFILE =
            1 << 20; // bytes inflated; the large ones of printing presses have 600,000

    private final byte[] file;
    private final ByteArrayOutputStream kept;
    private int width;
    private int height;
    private int orientation = 1;
    private byte @Nullable [] profile;

    private PngFile(byte[] file) {
        this.file = file;
        this.kept = new ByteArrayOutputStream(file.length);
    }

    static PictureFile read(byte[] file) {
        var png = new PngFile(file);
        png.kept.write(file, 0, SIGNATURE);
        var in = ByteBuffer.wrap(file).position(SIGNATURE);
        while (!png.chunk(in)) {}
        return new PictureFile(
                PictureFile.Kind.PNG, png.width, png.height, png.orientation, png.profile, png.kept.toByteArray());
    }

    /** Whether that was the last. */
    private boolean chunk(ByteBuffer in) {
        int start = in.position();
        int length = in.getInt();
        var name = new String(file, start + 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
        in.getInt();
        var chunk = PictureFile.take(in, length);
        in.getInt();
        if (PICTURE.contains(name)) kept.write(file, start, length + FRAME);
        switch (name) {
            case "IHDR" -> size(chunk);
            case "eXIf" -> orientation = Exif.orientation(chunk);
            case "iCCP" -> profile = profile(chunk);
            default -> {}
        }
        return name.equals("IEND");
    }

    private void size(ByteBuffer chunk) {
        width = Math.max(width, chunk.getInt(0));
        height = Math.max(height, chunk.getInt(4));
    }

    /** After its name and its only compression method; one that cannot be read is none. */
    private static byte @Nullable [] profile(ByteBuffer chunk) {
        while (chunk.get() != 0) {}
        chunk.get();
        var packed = new byte[chunk.remaining()];
        chunk.get(packed);
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            var bytes = inflated.readNBytes(LONGEST_PROFILE);
            return bytes.length == LONGEST_PROFILE ? null : bytes;
        } catch (IOException e) {
            return null;
        }
    }
}
