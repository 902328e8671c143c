package vn.tinmoi.media;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A GIF that moves, as it is shown: its frames as they came, and nothing else of the file: no comments, no notes of programs,
 * nothing behind its end. Not for an event loop.
 */
final class MovingGif {
    static final String TYPE = "image/gif";
    static final int BYTES = 5 << 20;

    private static final int WIDEST = 1_920; // pixels of a side; each frame of a larger one costs phones too much
    private static final int FRAMES = 1_000;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xF9; // how long a frame stands
    private static final int PROGRAM = 0xFF;
    private static final int FRAME = 0x2C;
    private static final int END = 0x3B;
    /** What says how often it is shown. */
    private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private final ByteBuffer in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int frames;

    private MovingGif(byte[] file) {
        in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Empty: it does not move, is cut off, or is too large to be shown moving; one picture of it is shown then. */
    static Optional<byte[]> of(byte[] file) {
        if (file.length > BYTES || !PictureFile.begins(file, 0, "GIF8")) return Optional.empty();
        var gif = new MovingGif(file);
        try {
            return gif.isWhole() && gif.frames > 1 ? Optional.of(gif.out.toByteArray()) : Optional.empty();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        int width = Short.toUnsignedInt(in.getShort(6));
        int height = Short.toUnsignedInt(in.getShort(8));
        if (width < 1 || height < 1 || width > WIDEST || height > WIDEST) return false;
        take(13 + colours(in.get(10)));
        while (frames <= FRAMES) {
            switch (next()) {
                case EXTENSION -> extension();
                case FRAME -> {
                    if (!frame(width, height)) return false;
                }
                case END -> {
                    out.write(END);
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private void extension() {
        int kind = next();
        if (kind == CONTROL || (kind == PROGRAM && isLoop())) {
            out.write(EXTENSION);
            out.write(kind);
            blocks(true);
        } else {
            blocks(false);
        }
    }

    private boolean isLoop() {
        var name = new byte[11];
        in.get(in.position() + 1, name);
        return in.get(in.position()) == name.length && LOOPS.contains(new String(name, StandardCharsets.ISO_8859_1));
    }

    /** Whether it stands within the screen. */
    private boolean frame(int width, int height) {
        int at = in.position();
        boolean within = Short.toUnsignedInt(in.getShort(at)) + Short.toUnsignedInt(in.getShort(at + 4)) <= width
                && Short.toUnsignedInt(in.getShort(at + 2)) + Short.toUnsignedInt(in.getShort(at + 6)) <= height;
        out.write(FRAME);
        take(9 + colours(in.get(at + 8)) + 1);
        blocks(true);
        frames++;
        return within;
    }

    private int next() {
        return Byte.toUnsignedInt(in.get());
    }

    /** Bytes of the table that the flags say follows. */
    private static int colours(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
    }

    private void blocks(boolean kept) {
        for (int length = next(); ; length = next()) {
            if (kept) out.write(length);
            if (length == 0) return;
            if (kept) take(length);
            else in.position(in.position() + length);
        }
    }

    private void take(int length) {
        var taken = new byte[length];
        in.get(taken);
        out.writeBytes(taken);
    }
}
