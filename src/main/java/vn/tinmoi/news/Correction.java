package vn.tinmoi.news;

import java.time.Instant;

/** What readers are told of a correction: one sentence, such as {@code Đã sửa số liệu ở đoạn 2.}, and since when it stands. */
public record Correction(String note, Instant at) {}
