package vn.tinmoi.newsroom;

import java.util.List;

/** Where one sees what a keyboard makes of Vietnamese in each kind of field. {@code sentences}: to be typed, one at a time. */
public record TypingPage(Frame frame, List<String> sentences) {}
