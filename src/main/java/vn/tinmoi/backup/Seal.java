package vn.tinmoi.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import vn.tinmoi.text.Sha256;

/**
 * The last 64 bytes of a file are the SHA-256 of all before them, in hex. In a zip they are its comment, which is written last:
 * so whatever is changed, also between the entries, does not go unnoticed. One thread.
 */
final class Seal extends FilterOutputStream {
    static final int LENGTH = 64;

    private final MessageDigest sha = Sha256.digest();
    private byte[] held = new byte[0]; // what may be the last bytes

    Seal(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var all = new byte[held.length + length];
        System.arraycopy(held, 0, all, 0, held.length);
        System.arraycopy(bytes, offset, all, held.length, length);
        int passed = Math.max(0, all.length - LENGTH);
        sha.update(all, 0, passed);
        out.write(all, 0, passed);
        held = Arrays.copyOfRange(all, passed, all.length);
    }

    /** Writes the digest in the place of the last 64 bytes. */
    void seal() throws IOException {
        out.write(HexFormat.of().formatHex(sha.digest()).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
