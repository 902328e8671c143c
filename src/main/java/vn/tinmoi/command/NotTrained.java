package vn.tinmoi.command;

/** Why there is no AOT cache, in a sentence and what the JVM said. */
final class NotTrained extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotTrained(String message) {
        super(message);
    }
}
