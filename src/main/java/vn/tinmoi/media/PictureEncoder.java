package vn.tinmoi.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as files with nothing in them but the picture. */
final class PictureEncoder {
    private static final float QUALITY = 0.82f; // of 1; below, faces and skies begin to show blocks

    private PictureEncoder() {}

    /** Progressive: a slow line shows the whole early, and the file is some percent smaller. */
    static byte[] jpeg(BufferedImage image) throws IOException {
        return written("jpeg", image, QUALITY);
    }

    static byte[] png(BufferedImage image) throws IOException {
        return written("png", image, 0); // smallest
    }

    private static byte[] written(String format, BufferedImage image, float quality) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            if (format.equals("jpeg")) how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
