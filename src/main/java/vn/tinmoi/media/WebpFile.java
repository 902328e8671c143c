package vn.tinmoi.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The chunks of a WebP (RFC 9649); each place that tells a size is asked, because decoders may believe any of them. */
final class WebpFile {
    private static final int HEAD = 12;
    private static final int FRAME_HEAD = 16; // of a frame of a moving picture, before its own chunks

    private int width;
    private int height;
    private int orientation = 1;
    private boolean coded;

    private WebpFile() {}

    static PictureFile read(byte[] file) {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getInt(4) - 4;
        in.position(HEAD);
        var webp = new WebpFile();
        webp.chunks(PictureFile.take(in, Math.max(0, length)));
        if (!webp.coded) throw PictureFile.broken();
        // the decoder applies its profile
        return new PictureFile(PictureFile.Kind.WEBP, webp.width, webp.height, webp.orientation, null, file);
    }

    private void chunks(ByteBuffer in) {
        while (in.remaining() >= 8) {
            var name = new byte[4];
            in.get(name);
            int length = in.getInt();
            chunk(new String(name, StandardCharsets.ISO_8859_1), PictureFile.take(in, length));
            if (length % 2 == 1 && in.hasRemaining()) in.get();
        }
    }

    private void chunk(String name, ByteBuffer chunk) {
        switch (name) {
            case "VP8 " -> lossy(chunk);
            case "VP8L" -> lossless(chunk);
            case "VP8X" -> size(1 + three(chunk, 4), 1 + three(chunk, 7));
            case "ANMF" -> frame(chunk);
            case "EXIF" -> orientation = Exif.orientation(withoutHead(chunk));
            default -> {}
        }
    }

    private void lossy(ByteBuffer chunk) {
        coded = true;
        size(chunk.getShort(6) & 0x3FFF, chunk.getShort(8) & 0x3FFF);
    }

    private void lossless(ByteBuffer chunk) {
        coded = true;
        int bits = chunk.getInt(1);
        size(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
    }

    private void frame(ByteBuffer chunk) {
        size(1 + three(chunk, 6), 1 + three(chunk, 9));
        chunks(chunk.position(FRAME_HEAD));
    }

    private void size(int declaredWidth, int declaredHeight) {
        width = Math.max(width, declaredWidth);
        height = Math.max(height, declaredHeight);
    }

    private static int three(ByteBuffer chunk, int at) {
        return Short.toUnsignedInt(chunk.getShort(at)) | Byte.toUnsignedInt(chunk.get(at + 2)) << 16;
    }

    /** Some programs put the JPEG's mark before the notes. */
    private static ByteBuffer withoutHead(ByteBuffer chunk) {
        boolean marked = chunk.remaining() > 6 && chunk.getInt(0) == 0x66697845; // "Exif"
        return marked ? chunk.slice(6, chunk.remaining() - 6) : chunk;
    }
}
