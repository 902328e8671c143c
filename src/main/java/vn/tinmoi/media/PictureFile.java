package vn.tinmoi.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;

/**
 * What a file says of itself, read without decoding it: small, and no library is trusted with it. Whether a picture may be
 * decoded at all is decided here, by its true kind, its declared size, and that it is whole: decoders fill what is cut off
 * with grey.
 *
 * @param width, height the largest that the file declares anywhere, before it is turned
 * @param orientation 1 to 8 (Exif 2.32, tag 274): how it is to be turned
 * @param profile ICC profile that the decoder does not apply by itself; null: none
 * @param bytes what the decoder gets: for PNG only what makes the picture, because texts in it may inflate without bound
 */
record PictureFile(Kind kind, int width, int height, int orientation, byte @Nullable [] profile, byte[] bytes) {
    static final int LONGEST_SIDE = 12_000; // pixels
    static final int MEGAPIXELS = 50;

    enum Kind {
        JPEG,
        PNG,
        GIF,
        WEBP
    }

    /** A {@link Problem} INVALID of the field {@code file} for all that is no picture of those kinds, cut off or too large. */
    static PictureFile read(byte[] file) {
        var kind = kind(file);
        try {
            return switch (kind) {
                case JPEG -> JpegFile.read(file).withinLimits();
                case PNG -> PngFile.read(file).withinLimits();
                case GIF -> GifFile.read(file).withinLimits();
                case WEBP -> WebpFile.read(file).withinLimits();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw broken();
        }
    }

    private static Kind kind(byte[] file) {
        if (begins(file, 0, "\u00FF\u00D8\u00FF")) return Kind.JPEG;
        if (begins(file, 0, "\u0089PNG\r\n\u001A\n")) return Kind.PNG;
        if (begins(file, 0, "GIF87a") || begins(file, 0, "GIF89a")) return Kind.GIF;
        if (begins(file, 0, "RIFF") && begins(file, 8, "WEBP")) return Kind.WEBP;
        throw Problem.invalid("file", "media.kind");
    }

    static boolean begins(byte[] file, int at, String with) {
        var bytes = with.getBytes(StandardCharsets.ISO_8859_1);
        return file.length >= at + bytes.length
                && java.util.Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length);
    }

    private PictureFile withinLimits() {
        if (width < 1 || height < 1) throw broken();
        boolean fits =
                width <= LONGEST_SIDE && height <= LONGEST_SIDE && (long) width * height <= MEGAPIXELS * 1_000_000L;
        if (!fits) throw Problem.invalid("file", "media.pixels", width, height, MEGAPIXELS, LONGEST_SIDE);
        return this;
    }

    /** What is there is no whole picture. */
    static Problem broken() {
        return Problem.invalid("file", "media.broken");
    }

    /** The next bytes as a buffer of their own, in the same byte order; the position goes behind them. */
    static ByteBuffer take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
        var taken = in.slice(in.position(), length).order(in.order());
        in.position(in.position() + length);
        return taken;
    }
}
