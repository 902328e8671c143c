package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import vn.tinmoi.news.Picture;

/**
 * Makes the renditions of an uploaded picture: decoded, turned upright, in sRGB, in several
 * widths, and encoded anew, so that nothing else of the file is left, neither where it was taken nor code.
 *
 * <p>Progressive JPEG, because it is what the JDK writes well on every machine. A drawing (a PNG or GIF whose PNG is not
 * larger than its JPEG) stays PNG, sharp, and so does whatever something shows through, and the still of what moves, so that
 * its address follows from the moving one's. Two pictures at a time, a large one
 * alone, so at most 50 megapixels are in memory; decoders that still take too much of the heap leave out pixels as they read. Any thread; works on threads of its
 * own.
 */
final class RenditionMaker {
    /** Phones at one and two pixels a point, a column of text, a screen's width. */
    static final List<Integer> WIDTHS = List.of(320, 640, 960, 1280, 1920);

    private static final int AT_ONCE = 2;
    private static final long LARGE = PictureFile.MEGAPIXELS * 1_000_000L / AT_ONCE; // pixels
    private static final int LONGEST = 10; // minutes, until Vert.x says that a thread is held

    private final WorkerExecutor workers;
    private final Semaphore room = new Semaphore(AT_ONCE, true);

    RenditionMaker(Vertx vertx) {
        System.setProperty("java.awt.headless", "true"); // no screen is asked for, however the server was started
        workers = vertx.createSharedWorkerExecutor("darkroom", AT_ONCE, LONGEST, TimeUnit.MINUTES);
    }

    /** {@code type}: a media type; {@code ending}: of its address. */
    record Rendition(int width, int height, String type, String ending, byte[] bytes) {}

    /** Every rendition, narrowest first, none wider than the picture. Fails with a {@code Problem} as {@link PictureFile#read} does. */
    Future<List<Rendition>> develop(byte[] file) {
        return workers.executeBlocking(() -> developed(PictureFile.read(file)), false);
    }

    private List<Rendition> developed(PictureFile file) throws InterruptedException {
        int space = (long) file.width() * file.height() > LARGE ? AT_ONCE : 1;
        room.acquire(space);
        try {
            return renditions(file);
        } finally {
            room.release(space);
        }
    }

    /** Whatever a decoder stumbles over is the file's fault; it has been read whole before. */
    private static List<Rendition> renditions(PictureFile file) {
        try {
            return renditions(DecodedPicture.of(file), file);
        } catch (IOException | RuntimeException e) {
            throw PictureFile.broken();
        }
    }

    private static List<Rendition> renditions(DecodedPicture negative, PictureFile file) throws IOException {
        var widths = widths(negative.width());
        var widest = negative.print(widths.getLast());
        var form = MovingGif.of(file.bytes()).isPresent() ? Form.PNG : Form.of(widest, file.kind());
        var renditions = new ArrayList<Rendition>();
        for (int width : widths) {
            int height = Picture.height(widest.getWidth(), widest.getHeight(), width);
            var print = width == widest.getWidth() ? widest : DecodedPicture.scaled(widest, width, height);
            renditions.add(new Rendition(width, height, form.type, form.ending, form.write(print)));
        }
        return List.copyOf(renditions);
    }

    /** All widths that it has, and its own where the next below is much smaller. */
    static List<Integer> widths(int width) {
        var widths = new ArrayList<>(WIDTHS.stream().filter(one -> one <= width).toList());
        boolean between = width < WIDTHS.getLast();
        if (widths.isEmpty() || (between && width > widths.getLast() * 1.1)) widths.add(width);
        return List.copyOf(widths);
    }

    /** What a picture is encoded as. */
    private enum Form {
        JPEG("image/jpeg", "jpg"),
        PNG("image/png", "png");

        private final String type;
        private final String ending;

        Form(String type, String ending) {
            this.type = type;
            this.ending = ending;
        }

        static Form of(java.awt.image.BufferedImage print, PictureFile.Kind kind) throws IOException {
            if (print.getColorModel().hasAlpha()) return PNG;
            return switch (kind) {
                case JPEG, WEBP -> JPEG;
                case PNG, GIF -> PNG.write(print).length <= JPEG.write(print).length ? PNG : JPEG;
            };
        }

        byte[] write(java.awt.image.BufferedImage print) throws IOException {
            return switch (this) {
                case JPEG -> PictureEncoder.jpeg(print);
                case PNG -> PictureEncoder.png(print);
            };
        }
    }
}
