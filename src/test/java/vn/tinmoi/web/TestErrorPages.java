package vn.tinmoi.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Error pages of one sentence. */
public final class TestErrorPages {
    private TestErrorPages() {}

    /** {@code words}: of title and detail. */
    public static ErrorPages saying(BinaryOperator<String> words) {
        return (language, status, title, detail, id) -> Representation.refusal(
                status,
                "text/html; charset=utf-8",
                words.apply(title, detail).getBytes(StandardCharsets.UTF_8),
                Map.of("Cache-Control", "no-store", "Content-Language", language.tag()));
    }
}
