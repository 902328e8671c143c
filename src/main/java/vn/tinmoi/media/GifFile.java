package vn.tinmoi.media;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The blocks of a GIF (GIF89a specification) up to the end of its first picture, which is all that is shown. */
final class GifFile {
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;
    private static final long CODES = 4_096;

    private final ByteBuffer in;

    private GifFile(byte[] file) {
        this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(10);
    }

    static PictureFile read(byte[] file) {
        var gif = new GifFile(file);
        var screen = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        gif.colours(gif.in.get());
        gif.in.getShort(); // background and aspect
        gif.toPicture();
        gif.in.getInt(); // where on the screen
        int width = unsigned(gif.in.getShort());
        int height = unsigned(gif.in.getShort());
        gif.colours(gif.in.get());
        int bits = gif.next() + 1; // of the first code
        if ((long) width * height > most(gif.skipBlocks(), bits)) throw PictureFile.broken();
        return new PictureFile(
                PictureFile.Kind.GIF,
                Math.max(unsigned(screen.getShort(6)), width),
                Math.max(unsigned(screen.getShort(8)), height),
                1,
                null,
                file);
    }

    /**
     * The pixels that so many bytes can stand for at the very most: each code for one more than the one before it, up to the
     * 4,096 that codes of 12 bits tell apart. A file that was cut off says it has more.
     */
    private static long most(long bytes, int bits) {
        long codes = 8 * bytes / bits;
        long growing = Math.min(codes, CODES);
        return growing * (growing + 1) / 2 + (codes - growing) * CODES;
    }

    private void toPicture() {
        for (int block = next(); block != PICTURE; block = next()) {
            if (block != EXTENSION) throw PictureFile.broken();
            in.get();
            skipBlocks();
        }
    }

    private int next() {
        return Byte.toUnsignedInt(in.get());
    }

    /** A table of colours, where the flags say that one follows. */
    private void colours(byte flags) {
        if ((flags & 0x80) != 0) in.position(in.position() + 3 * (2 << (flags & 7)));
    }

    /** How many bytes they held. */
    @CanIgnoreReturnValue
    private long skipBlocks() {
        long bytes = 0;
        for (int length = next(); length > 0; length = next()) {
            in.position(in.position() + length);
            bytes += length;
        }
        return bytes;
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }
}
