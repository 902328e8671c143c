package vn.tinmoi.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing of a camera's notes that a picture needs (Exif 2.32, 4.6.2 and 4.6.4: a TIFF of its own). */
final class Exif {
    private static final int ORIENTATION = 274;
    private static final int ENTRY = 12; // bytes: tag, type, count, value

    private Exif() {}

    /** 1 to 8; 1 when the notes do not say or cannot be read: then the picture is as it lies. */
    static int orientation(ByteBuffer tiff) {
        try {
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = Short.toUnsignedInt(tiff.getShort(directory));
            for (int at = directory + 2; entries > 0; at += ENTRY, entries--) {
                if (Short.toUnsignedInt(tiff.getShort(at)) == ORIENTATION) return known(tiff.getShort(at + 8));
            }
            return 1;
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static int known(int value) {
        return value >= 1 && value <= 8 ? value : 1;
    }
}
