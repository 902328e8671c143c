package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.news.Problem;

final class JsonBodyTest {
    @Test
    void anObjectIsReadWhole() {
        var object = read(" {\"a\":\"ế\\u00e9\",\"b\":-2.5,\"c\":true,\"d\":null,\"e\":7} ");

        assertThat(object.toString()).isEqualTo("{\"a\":\"ếé\",\"b\":-2.5,\"c\":true,\"d\":null,\"e\":7}");
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
                "body.syntax |'{\"a\":[1,]}'",
                "body.syntax |'[1'",
            })
    void anythingElseIsRefused(String code, String text) {
        assertRefused(code, Buffer.buffer(text));
    }

    @Test
    void sixtyFourLevelsAreTheDeepest() {
        assertThat(read(nested(64).toString()).size()).isEqualTo(1);
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
    void theProblemSaysNothingOfTheParsersSettings() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read("{"))
                .satisfies(problem -> assertThat(problem.arguments().toString())
                        .doesNotContain("Source", "StreamReadFeature", "start marker"));
    }

    @Test
    void theProblemSaysWhere() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read("{\n  \"a\": x}"))
                .satisfies(problem -> assertThat(problem.arguments().getFirst()).isEqualTo(2));
    }

    @Test
    void theFirstUnknownFieldEndsTheReading() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read("{\"a\":1,\"x\":2,\"y\" nonsense"))
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("x"));
    }

    @Test
    void whatNoCallTakesIsLookedAtAndNotKept() {
        assertThat(read("{\"a\":{\"b\":[1,{}]},\"c\":[[],2]}").toString()).isEqualTo("{\"a\":{},\"c\":[]}");
    }

    /** 25,000 names whose hash is the same one, in 1 MiB: 140 to 380 ms of CPU before, on the event loop. */
    @Test
    void namesThatCollideCostNoMoreThanOthers() {
        var hostile = colliding(25_000);
        assertThat(hostile.length()).isLessThan(JsonBody.LIMIT);
        for (var body : List.of("{" + hostile + "}", "{\"a\":{" + hostile + "}}")) read(body, name -> {});
        long plain = cpu("{\"a\":{" + colliding(25_000).replaceAll("Aa|BB", "ab") + "}}");

        assertThat(cpu("{" + hostile + "}")).isLessThan(2 * plain + 20_000_000);
        assertThat(cpu("{\"a\":{" + hostile + "}}")).isLessThan(2 * plain + 20_000_000);
    }

    private static String colliding(int names) {
        return IntStream.range(0, names)
                .mapToObj(n -> IntStream.range(0, 15)
                        .mapToObj(bit -> (n >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(","));
    }

    /** The least of five, nanoseconds of this thread. */
    private static long cpu(String body) {
        var threads = ManagementFactory.getThreadMXBean();
        return LongStream.range(0, 5)
                .map(time -> {
                    long began = threads.getCurrentThreadCpuTime();
                    read(body, name -> {});
                    return threads.getCurrentThreadCpuTime() - began;
                })
                .min()
                .orElseThrow();
    }

    private static void read(String body, Consumer<String> unknown) {
        try {
            read(body);
        } catch (Problem problem) {
            unknown.accept(problem.code());
        }
    }

    private static ObjectNode read(String body) {
        return read(Buffer.buffer(body));
    }

    private static ObjectNode read(Buffer body) {
        return JsonBody.read(
                body, Set.of("a", "b", "c", "d", "e"), name -> Problem.invalid(name, "field.unknown", name, "a to e"));
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
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(text)).satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
