package vn.tinmoi.serve;

import org.jspecify.annotations.Nullable;

/** Why the program cannot start, in one sentence for the operator: which setting, what was expected, what to do. */
public final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
