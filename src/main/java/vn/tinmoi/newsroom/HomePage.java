package vn.tinmoi.newsroom;

/** Where everyone comes in. {@code samples}: how many sample stories readers see. */
public record HomePage(Frame frame, int samples) {}
