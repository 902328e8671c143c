package vn.tinmoi.media;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures are looked for.
 *
 * @param words beginnings of those that are said of it; without marks where they have none, as they are where they do
 * @param by a part of who brought it; empty: anyone
 * @param from when it was brought at the earliest, {@code until}: before; null: at any time
 */
public record PictureWish(
        String words,
        String by,
        @Nullable Instant from,
        @Nullable Instant until) {}
