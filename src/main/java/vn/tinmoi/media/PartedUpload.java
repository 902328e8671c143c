package vn.tinmoi.media;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * A file on its way. {@code offset}: how much of it is here, bytes from its beginning; {@code size}: of the whole; {@code
 * picture}: what was made of it; null: it is not whole.
 */
public record PartedUpload(
        String id, int offset, int size, @Nullable Picture picture) {}
