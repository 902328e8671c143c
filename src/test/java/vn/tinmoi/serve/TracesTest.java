package vn.tinmoi.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracesTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/traces",
        "http://127.0.0.1:4318/, http://127.0.0.1:4318/v1/traces",
        "https://otel.example/tinmoi/v1/traces, https://otel.example/tinmoi/v1/traces"
    })
    void anAddressWithoutAPathIsACollectors(String endpoint, String address) {
        assertThat(Traces.address(endpoint)).isEqualTo(address);
    }
}
