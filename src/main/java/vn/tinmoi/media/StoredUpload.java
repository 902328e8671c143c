package vn.tinmoi.media;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * A file on its way as it stands in its row. {@code digest}: empty: unknown; {@code picture}: the id of what was made of it; null:
 * nothing was yet.
 */
record StoredUpload(
        String id,
        int received,
        int size,
        String digest,
        String alt,
        String caption,
        String credit,
        @Nullable String picture) {
    boolean isWhole() {
        return received == size;
    }

    PartedUpload unfinished() {
        return new PartedUpload(id, received, size, null);
    }

    PartedUpload finished(Picture picture) {
        return new PartedUpload(id, size, size, picture);
    }
}
