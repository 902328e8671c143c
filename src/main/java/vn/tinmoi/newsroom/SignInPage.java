package vn.tinmoi.newsroom;

/** {@code login}: as it was typed; {@code back}: the page that was asked for, a path of the newsroom. */
public record SignInPage(Frame frame, String login, String back) {}
