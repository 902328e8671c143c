package vn.tinmoi.store;

import org.jspecify.annotations.Nullable;

/** A store cannot be used; the message is one sentence for the operator: which one, what was expected, what to do. */
public class BackendFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BackendFailed(String message) {
        this(message, null);
    }

    public BackendFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
