package vn.tinmoi.redirect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Which old addresses there are, 8 bytes for each: two addresses may look alike, so what is not among them is none, and what
 * is has to be asked for. 500,000 of them take 4 MB. Any thread.
 *
 * @param digests the first half of each one's MD5, ascending; PostgreSQL has the same
 * @param readAt when they were counted last; {@code allReadAt}: when they were read last
 */
record OldPaths(long[] digests, Instant readAt, Instant allReadAt) {
    /** What {@link #digests} is read by. */
    static final String DIGEST = "('x' || left(md5(old), 16))::bit(64)::bigint";

    static OldPaths of(long[] digests, Instant now) {
        Arrays.sort(digests);
        return new OldPaths(digests, now, now);
    }

    OldPaths stillSo(Instant now) {
        return new OldPaths(digests, now, allReadAt);
    }

    /** Whether that may be one; {@code old}: as {@link OldAddress#normal} spells it. */
    boolean mayHold(String old) {
        return digests.length > 0 && Arrays.binarySearch(digests, digest(old)) >= 0;
    }

    private static long digest(String old) {
        try {
            var md5 = MessageDigest.getInstance("MD5").digest(old.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(md5).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
