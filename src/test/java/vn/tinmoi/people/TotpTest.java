package vn.tinmoi.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130"
    })
    void theVectorsOfTheStandardComeOut(long second, String code) {
        var at = Instant.ofEpochSecond(second);

        assertThat(Totp.code(SECRET, Totp.step(at), 8)).isEqualTo(code);
        assertThat(Totp.stepOf(code.substring(2), SECRET, at)).hasValue(Totp.step(at));
    }

    @Test
    void aClockMayBeHalfAMinuteOutAndNoMore() {
        var now = Instant.ofEpochSecond(1_800_000_000);
        for (int seconds : new int[] {-30, 0, 30}) {
            var code = Totp.code(SECRET, Totp.step(now.plusSeconds(seconds)), 6);
            assertThat(Totp.stepOf(code, SECRET, now)).hasValue(Totp.step(now.plusSeconds(seconds)));
        }
        for (int seconds : new int[] {-60, 60}) {
            var code = Totp.code(SECRET, Totp.step(now.plusSeconds(seconds)), 6);
            assertThat(Totp.stepOf(code, SECRET, now)).isEqualTo(OptionalLong.empty());
        }
    }

    /** RFC 4648, section 10, in whole groups. */
    @Test
    void aSecretIsTypedAndReadBack() {
        assertThat(Totp.base32("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Totp.bytes(Totp.base32(SECRET))).isEqualTo(SECRET);
    }
}
