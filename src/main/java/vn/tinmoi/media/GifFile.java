package vn.tinmoi.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The blocks of a GIF (GIF89a specification) up to the end of its first picture, which is all that is shown. */
final class GifFile {
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;

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
        int width = Math.max(unsigned(screen.getShort(6)), unsigned(gif.in.getShort()));
        int height = Math.max(unsigned(screen.getShort(8)), unsigned(gif.in.getShort()));
        gif.colours(gif.in.get());
        gif.in.get(); // bits of the first code
        gif.skipBlocks();
        return new PictureFile(PictureFile.Kind.GIF, width, height, 1, null, file);
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

    private void skipBlocks() {
        for (int length = next(); length > 0; length = next()) in.position(in.position() + length);
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }
}
