package vn.tinmoi.media;

import java.nio.ByteBuffer;

/** The segments of a JPEG (ITU-T T.81, annex B). */
final class JpegFile {
    private static final int MOST_SCANS = 64; // encoders make about ten; each costs a pass over the whole picture
    private static final int EXIF_HEAD = 6;

    private final ByteBuffer in;
    private final byte[] file;
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;

    private JpegFile(byte[] file) {
        this.file = file;
        this.in = ByteBuffer.wrap(file).position(2);
    }

    static PictureFile read(byte[] file) {
        var jpeg = new JpegFile(file);
        for (int marker = jpeg.marker(); marker != 0xD9; marker = jpeg.marker()) jpeg.segment(marker);
        if (jpeg.scans == 0) throw PictureFile.broken();
        // the decoder applies its profile
        return new PictureFile(PictureFile.Kind.JPEG, jpeg.width, jpeg.height, jpeg.orientation, null, file);
    }

    /** The next marker, over whatever lies before it: decoders skip that too. */
    private int marker() {
        int now = next();
        for (int before = 0; ; now = next()) {
            if (before == 0xFF && now != 0 && now != 0xFF) return now;
            before = now;
        }
    }

    private int next() {
        return Byte.toUnsignedInt(in.get());
    }

    private void segment(int marker) {
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) return; // stands alone
        int length = Short.toUnsignedInt(in.getShort()) - 2;
        int start = in.position();
        var segment = PictureFile.take(in, length);
        if (isFrame(marker)) frame(segment);
        if (marker == 0xE1 && PictureFile.begins(file, start, "Exif\0\0")) {
            orientation = Exif.orientation(segment.slice(EXIF_HEAD, length - EXIF_HEAD));
        }
        if (marker == 0xDA) scan();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private void frame(ByteBuffer segment) {
        height = Math.max(height, Short.toUnsignedInt(segment.getShort(1)));
        width = Math.max(width, Short.toUnsignedInt(segment.getShort(3)));
    }

    /** Goes to the marker that ends the coded pixels; among them FF is followed by 0 or by a restart's mark. */
    private void scan() {
        if (++scans > MOST_SCANS) throw PictureFile.broken();
        int now = next();
        for (int before = 0; before != 0xFF || now == 0 || now == 0xFF || (now >= 0xD0 && now <= 0xD7); now = next()) {
            before = now;
        }
        in.position(in.position() - 2);
    }
}
