package vn.tinmoi.news;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is the caller's to fix or to wait for, with words for their eyes. {@code code} names the sentence in
 * {@code messages/*.properties} under {@code problem.<code>}; {@code arguments} fill its places. All other exceptions are
 * bugs or outages.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of failure, as HTTP knows them. */
    public enum Kind {
        /** The message cannot be read: not JSON, cut off, nested too deeply. */
        MALFORMED,
        /** No or unknown credentials. */
        UNAUTHENTICATED,
        /** Known, but not allowed. */
        FORBIDDEN,
        NOT_FOUND,
        /** The state is not what the caller believed. */
        CONFLICT,
        /** Was there and was withdrawn. */
        GONE,
        TOO_LARGE,
        UNSUPPORTED_MEDIA,
        /** Readable, but a value cannot be used; {@code field} says which. */
        INVALID,
        TOO_MANY,
        /** A store is away; try again. Nothing was saved, unless the words say that it is unknown. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;
    private final @Nullable String field;
    private final transient List<Object> arguments;

    public Problem(Kind kind, String code, @Nullable String field, Object... arguments) {
        super(kind + " " + code + (field == null ? "" : " " + field) + " " + List.of(arguments), null, false, false);
        this.kind = kind;
        this.code = code;
        this.field = field;
        this.arguments = List.of(arguments);
    }

    public static Problem notFound(String code, Object... arguments) {
        return new Problem(Kind.NOT_FOUND, code, null, arguments);
    }

    public static Problem invalid(String field, String code, Object... arguments) {
        return new Problem(Kind.INVALID, code, field, arguments);
    }

    public static Problem conflict(String code, Object... arguments) {
        return new Problem(Kind.CONFLICT, code, null, arguments);
    }

    public static Problem unavailable(String code, Object... arguments) {
        return new Problem(Kind.UNAVAILABLE, code, null, arguments);
    }

    /** Whether a store is away, so that trying again later may help. */
    public static boolean isAway(Throwable failure) {
        return failure instanceof Problem problem && problem.kind == Kind.UNAVAILABLE;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** The field of the request that is to blame, where one is. */
    public @Nullable String field() {
        return field;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
