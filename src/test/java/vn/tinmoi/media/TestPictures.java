package vn.tinmoi.media;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as cameras and programs make them, and as nobody should. */
final class TestPictures {
    private TestPictures() {}

    /** Red, green, blue and white quarters, in reading order. */
    static BufferedImage quarters(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var paint = image.createGraphics();
        paint.setColor(Color.RED);
        paint.fillRect(0, 0, width, height);
        paint.setColor(Color.GREEN);
        paint.fillRect(width / 2, 0, width, height);
        paint.setColor(Color.BLUE);
        paint.fillRect(0, height / 2, width, height);
        paint.setColor(Color.WHITE);
        paint.fillRect(width / 2, height / 2, width, height);
        paint.dispose();
        return image;
    }

    /** One that JPEG is made for: soft changes and some noise. */
    static BufferedImage photo(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var random = new java.util.Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int soft = (int) (127 + 100 * Math.sin(x / 90.0) * Math.cos(y / 70.0)) + random.nextInt(12);
                image.setRGB(x, y, soft << 16 | (255 - soft) << 8 | (x * 255 / width));
            }
        }
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, new MemoryCacheImageOutputStream(out))) throw new AssertionError(format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] jpeg(int width, int height) {
        return encoded(quarters(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    static byte[] png(int width, int height) {
        return encoded(quarters(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    static byte[] gif(int width, int height) {
        return encoded(quarters(width, height, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    }

    /** Of two frames, without a word on how often it runs. */
    static byte[] moving(int width, int height) {
        var one = gif(width, height);
        var other = encoded(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        return joined(Arrays.copyOf(one, one.length - 1), Arrays.copyOfRange(other, 13 + 3 * 256, other.length));
    }

    static BufferedImage decoded(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG with notes like a camera's: how it lies, and a text that names a place. */
    static byte[] withNotes(byte[] jpeg, int orientation, String place) {
        return withSegment(
                jpeg, 0xE1, joined("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), notes(orientation, place)));
    }

    static byte[] notes(int orientation, String place) {
        var text = (place + "\0").getBytes(StandardCharsets.ISO_8859_1);
        var tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010E).putShort((short) 2).putInt(text.length).putInt(8 + 2 + 24 + 4);
        tiff.putShort((short) 274).putShort((short) 3).putInt(1).putInt(orientation);
        return tiff.putInt(0).put(text).array();
    }

    static byte[] withProfile(byte[] jpeg, byte[] profile) {
        return withSegment(jpeg, 0xE2, joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), profile));
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        var head = ByteBuffer.allocate(6)
                .putShort((short) 0xFFD8)
                .putShort((short) (0xFF00 | marker))
                .putShort((short) (content.length + 2))
                .array();
        return joined(head, content, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A PNG with another chunk right after its header. */
    static byte[] withChunk(byte[] png, String name, byte[] content) {
        int after = 8 + 25;
        return joined(Arrays.copyOf(png, after), chunk(name, content), Arrays.copyOfRange(png, after, png.length));
    }

    static byte[] chunk(String name, byte[] content) {
        var named = joined(name.getBytes(StandardCharsets.ISO_8859_1), content);
        var sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) sum.getValue())
                .array();
    }

    /** A PNG that declares a size and holds nothing of it. */
    static byte[] pngHeader(int width, int height) {
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", header.array()),
                chunk("IDAT", deflated(new byte[100])),
                chunk("IEND", new byte[0]));
    }

    static byte[] deflated(byte[] bytes) {
        var deflater = new Deflater(9);
        deflater.setInput(bytes);
        deflater.finish();
        var out = new byte[bytes.length / 500 + 200];
        var packed = Arrays.copyOf(out, deflater.deflate(out));
        deflater.end();
        return packed;
    }

    /** 16 bits a sample. */
    static byte[] deepPng(int width, int height, int red) {
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                false,
                false,
                ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) raster.setPixel(x, y, new int[] {red * 257, 0x1234, 0});
        }
        return encoded(new BufferedImage(model, raster, false, null), "png");
    }

    /** A JPEG for printing presses as Photoshop writes it, inks upside down: none but this much cyan, of 255. */
    static byte[] cmykJpeg(int width, int height, int cyan) throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) raster.setPixel(x, y, new int[] {255 - cyan, 255, 255, 255});
        }
        var out = new ByteArrayOutputStream();
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        var writer = writers.next();
        while (!writer.getClass().getName().startsWith("com.sun")) writer = writers.next();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        var adobe = "Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return withSegment(out.toByteArray(), 0xEE, adobe);
    }

    /** A lossless WebP of one colour (RFC 9649, section 3): every code has one symbol, so the pixels take no bits. */
    static byte[] webp(int width, int height, int red, int green, int blue) {
        var bits = new Bits();
        bits.add(width - 1, 14).add(height - 1, 14).add(0, 1).add(0, 3); // no alpha, version 0
        bits.add(0, 1).add(0, 1).add(0, 1); // no transform, no colour cache, one group of codes
        for (int symbol : new int[] {green, red, blue, 255}) {
            bits.add(1, 1).add(0, 1).add(1, 1).add(symbol, 8);
        }
        bits.add(1, 1).add(0, 1).add(0, 1).add(0, 1); // distance
        return riff(chunkOfRiff("VP8L", joined(new byte[] {0x2F}, bits.bytes())));
    }

    static byte[] riff(byte[]... chunks) {
        var all = joined(chunks);
        var head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(all.length + 4);
        return joined(head.put("WEBP".getBytes(StandardCharsets.ISO_8859_1)).array(), all);
    }

    static byte[] chunkOfRiff(String name, byte[] content) {
        var chunk = ByteBuffer.allocate(8 + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static final class Bits {
        private final java.util.BitSet set = new java.util.BitSet();
        private int length;

        Bits add(int value, int count) {
            for (int i = 0; i < count; i++) set.set(length++, (value >> i & 1) == 1);
            return this;
        }

        byte[] bytes() {
            return Arrays.copyOf(set.toByteArray(), length / 8 + 8);
        }
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
