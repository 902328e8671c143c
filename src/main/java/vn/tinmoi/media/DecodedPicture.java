package vn.tinmoi.media;

import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** A decoded picture, as it lay in its file, and how it is to be turned. Milliseconds to seconds: not for an event loop. */
final class DecodedPicture {
    private static final int SOLID = 255; // of alpha
    private static final int PIXEL = 4; // bytes that most decoders take for one
    private static final long LEAST_SPACE = 64L << 20; // bytes

    private final BufferedImage image;
    private final int orientation;

    private DecodedPicture(BufferedImage image, int orientation) {
        this.image = image;
        this.orientation = orientation;
    }

    /** Throws whatever its decoder throws. */
    static DecodedPicture of(PictureFile file) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName(file.kind().name()).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            reader.setInput(in, true, file.kind() != PictureFile.Kind.JPEG);
            return new DecodedPicture(inSrgb(decoded(reader, file), file.profile()), file.orientation());
        } finally {
            reader.dispose();
        }
    }

    /** Where the heap is small every second or third pixel is enough: no rendition is as wide. */
    private static BufferedImage decoded(ImageReader reader, PictureFile file) throws IOException {
        long space = Math.max(LEAST_SPACE, Runtime.getRuntime().maxMemory() / 4);
        long bytes = PIXEL * (long) file.width() * file.height();
        int each = (int) Math.ceil(Math.sqrt((double) bytes / space));
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(each, each, 0, 0);
        return reader.read(0, how);
    }

    private static BufferedImage inSrgb(BufferedImage image, byte @Nullable [] profile) {
        var model = image.getColorModel();
        if (model instanceof IndexColorModel && profile == null) return image;
        if (model.getNumColorComponents() == 1) return grey(image);
        var source = profile == null ? image : withProfile(image, profile);
        if (source.getColorModel().getColorSpace().isCS_sRGB()) return source;
        var converted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        return new ColorConvertOp(null).filter(source, converted);
    }

    /** The same pixels, meant in the colours of the profile. One that is for other colours than these is none. */
    private static BufferedImage withProfile(BufferedImage image, byte[] bytes) {
        try {
            var space = new ICC_ColorSpace(ICC_Profile.getInstance(bytes));
            var plain = image.getColorModel() instanceof IndexColorModel ? unfolded(image) : image;
            var model = plain.getColorModel();
            if (space.getType() != ColorSpace.TYPE_RGB || !(model instanceof ComponentColorModel)) return image;
            var meant = new ComponentColorModel(
                    space, model.hasAlpha(), false, model.getTransparency(), model.getTransferType());
            return new BufferedImage(meant, plain.getRaster(), false, null);
        } catch (IllegalArgumentException e) {
            return image;
        }
    }

    private static BufferedImage unfolded(BufferedImage image) {
        var plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_4BYTE_ABGR);
        var paint = plain.createGraphics();
        paint.drawImage(image, 0, 0, null);
        paint.dispose();
        return plain;
    }

    /** By hand: Java takes grey for linear light and would brighten it. */
    private static BufferedImage grey(BufferedImage image) {
        var raster = image.getRaster();
        var out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        int shift = raster.getTransferType() == DataBuffer.TYPE_BYTE ? 0 : 8;
        var row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            greyRow(raster, y, shift, row);
            out.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return out;
    }

    private static void greyRow(Raster raster, int y, int shift, int[] row) {
        var grey = raster.getSamples(0, y, row.length, 1, 0, (int[]) null);
        var alpha = raster.getNumBands() == 1 ? null : raster.getSamples(0, y, row.length, 1, 1, (int[]) null);
        for (int x = 0; x < row.length; x++) {
            row[x] = (alpha == null ? 255 : alpha[x] >> shift) << 24 | (grey[x] >> shift) * 0x010101;
        }
    }

    private boolean isLying() {
        return orientation > 4;
    }

    /** Pixels, of the upright picture. */
    int width() {
        return isLying() ? image.getHeight() : image.getWidth();
    }

    private int height() {
        return isLying() ? image.getWidth() : image.getHeight();
    }

    /** Upright, of that width and whatever height follows; with an alpha channel only where something shows through. */
    BufferedImage print(int width) {
        int height = vn.tinmoi.news.Picture.height(width(), height(), width);
        return opaque(upright(isLying() ? scaled(image, height, width) : scaled(image, width, height)));
    }

    /** Without the channel where every pixel is solid: most decoders give one to every picture. */
    private static BufferedImage opaque(BufferedImage print) {
        var alpha = print.getAlphaRaster();
        if (alpha == null) return print;
        var row = new int[print.getWidth()];
        for (int y = 0; y < print.getHeight(); y++) {
            for (int one : alpha.getSamples(0, y, row.length, 1, 0, row)) if (one < SOLID) return print;
        }
        var solid = new BufferedImage(print.getWidth(), print.getHeight(), BufferedImage.TYPE_INT_RGB);
        var paint = solid.createGraphics();
        paint.drawImage(print, 0, 0, null);
        paint.dispose();
        return solid;
    }

    /** Halved until less than half is left to go, so that every pixel of the large one counts. */
    static BufferedImage scaled(BufferedImage from, int width, int height) {
        var image = from;
        while (image.getWidth() >= 2 * width && image.getHeight() >= 2 * height) {
            image = drawn(image, (image.getWidth() + 1) / 2, (image.getHeight() + 1) / 2);
        }
        return drawn(image, width, height);
    }

    private static int type(BufferedImage of) {
        return of.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    }

    private static BufferedImage drawn(BufferedImage from, int width, int height) {
        var image = new BufferedImage(width, height, type(from));
        var paint = image.createGraphics();
        paint.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        paint.drawImage(from, 0, 0, width, height, null);
        paint.dispose();
        return image;
    }

    /** Exif's eight ways to lie: the number says where the first row and the first column of the file belong. */
    private BufferedImage upright(BufferedImage lying) {
        if (orientation == 1) return lying;
        int width = lying.getWidth();
        int height = lying.getHeight();
        var turned = isLying()
                ? new BufferedImage(height, width, type(lying))
                : new BufferedImage(width, height, type(lying));
        for (int y = 0; y < turned.getHeight(); y++) {
            for (int x = 0; x < turned.getWidth(); x++) turned.setRGB(x, y, pixel(lying, x, y));
        }
        return turned;
    }

    private int pixel(BufferedImage lying, int x, int y) {
        int right = lying.getWidth() - 1;
        int bottom = lying.getHeight() - 1;
        return switch (orientation) {
            case 2 -> lying.getRGB(right - x, y);
            case 3 -> lying.getRGB(right - x, bottom - y);
            case 4 -> lying.getRGB(x, bottom - y);
            case 5 -> lying.getRGB(y, x);
            case 6 -> lying.getRGB(y, bottom - x);
            case 7 -> lying.getRGB(right - y, bottom - x);
            case 8 -> lying.getRGB(right - y, x);
            default -> lying.getRGB(x, y);
        };
    }
}
