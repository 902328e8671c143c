package vn.tinmoi.newsroom;

/** Where someone who was invited comes in. {@code name}: theirs; {@code role}: a sentence's key; {@code login}: as it was typed. */
public record JoinPage(Frame frame, String name, String role, String login) {}
