package vn.tinmoi.store;

/** The store at an address does not do; the sentence blames the setting that has the address. */
final class Unreachable extends BackendFailed {
    private static final long serialVersionUID = 1;

    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
