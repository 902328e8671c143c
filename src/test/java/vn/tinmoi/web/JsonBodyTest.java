package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.news.Problem;

final class JsonBodyTest {
    @Test
    void anObjectIsReadWhole() {
        var object = JsonBody.read(Buffer.buffer(" {\"a\":\"ế\\u00e9\",\"b\":[1,2.5,true,null,{\"c\":-3}],\"d\":{}} "));

        assertThat(object.toString()).isEqualTo("{\"a\":\"ếé\",\"b\":[1,2.5,true,null,{\"c\":-3}],\"d\":{}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "body.empty|''",
                "body.syntax |'{'",
                "body.syntax |'{\"a\":1,}'",
                "body.syntax |'{''a'':1}'",
                "body.syntax |'{\"a\":NaN}'",
                "body.syntax |'{\"a\":01}'",
                "body.syntax |'{\"a\":\"x'",
                "body.syntax |'nonsense'",
                "body.not-object |'[1]'",
                "body.not-object |'\"a\"'",
                "body.trailing |'{} {}'",
                "body.syntax |'{} x'",
                "body.syntax |'{\"a\":1,\"a\":2}'",
                "body.syntax |'{\"a\":{\"b\":1,\"b\":2}}'",
            })
    void anythingElseIsRefused(String code, String text) {
        assertRefused(code, Buffer.buffer(text));
    }

    @Test
    void sixtyFourLevelsAreTheDeepest() {
        assertThat(JsonBody.read(nested(64)).size()).isEqualTo(1);
        assertRefused("body.too-deep", nested(65));
        assertRefused("body.too-deep", nested(10_000));
    }

    @Test
    void brokenUtf8IsRefusedAndNotMended() {
        assertRefused("body.not-utf-8", bytes('{', '"', 0xC3, '"', '}'));
        assertRefused("body.not-utf-8", bytes('{', '"', 0xC0, 0xAF, '"', '}'));
        assertRefused("body.not-utf-8", bytes('{', '"', 0xED, 0xA0, 0x80, '"', '}'));
        assertRefused("body.not-utf-8", bytes('{', '}', 0xE1, 0xBA));
        assertRefused("body.byte-order-mark", bytes(0xEF, 0xBB, 0xBF, '{', '}'));
    }

    @Test
    void theProblemSaysWhere() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> JsonBody.read(Buffer.buffer("{\n  \"a\": x}")))
                .satisfies(problem -> assertThat(problem.arguments().getFirst()).isEqualTo(2));
    }

    private static Buffer nested(int levels) {
        return Buffer.buffer("{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}");
    }

    private static Buffer bytes(int... bytes) {
        var buffer = Buffer.buffer();
        for (int b : bytes) buffer.appendByte((byte) b);
        return buffer;
    }

    private static void assertRefused(String code, Buffer text) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> JsonBody.read(text))
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED);
                    assertThat(problem.code()).isEqualTo(code);
                });
    }
}
