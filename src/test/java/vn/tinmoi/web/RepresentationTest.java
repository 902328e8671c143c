package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RepresentationTest {
    @Test
    void gzipIsTakenWhenNamedOrMeantAndNotRefused() {
        assertThat(Representation.takesGzip("gzip, deflate, br")).isTrue();
        assertThat(Representation.takesGzip("GZIP;q=0.5")).isTrue();
        assertThat(Representation.takesGzip("*")).isTrue();
        assertThat(Representation.takesGzip("br;q=1, gzip;q=0")).isFalse();
        assertThat(Representation.takesGzip("gzip; q=0.000")).isFalse();
        assertThat(Representation.takesGzip("*, gzip;q=0")).isFalse();
        assertThat(Representation.takesGzip("identity")).isFalse();
        assertThat(Representation.takesGzip(null)).isFalse();
    }

    @Test
    void aTagIsKnownInAnyListAndInItsWeakForm() {
        assertThat(Representation.has("\"a\", \"b\"", "\"b\"")).isTrue();
        assertThat(Representation.has("W/\"b\"", "\"b\"")).isTrue();
        assertThat(Representation.has("*", "\"b\"")).isTrue();
        assertThat(Representation.has("\"bb\"", "\"b\"")).isFalse();
        assertThat(Representation.has(null, "\"b\"")).isFalse();
    }
}
