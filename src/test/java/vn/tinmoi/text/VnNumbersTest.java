package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class VnNumbersTest {
    private static final Locale VI = Locale.forLanguageTag("vi");

    @Test
    void thousandsArePartedByPointsOrCommas() {
        assertThat(VnNumbers.whole(1_234_567, VI)).isEqualTo("1.234.567");
        assertThat(VnNumbers.whole(1_234_567, Locale.ENGLISH)).isEqualTo("1,234,567");
        assertThat(VnNumbers.whole(-123, VI)).isEqualTo("-123");
        assertThat(VnNumbers.whole(-1234, VI)).isEqualTo("-1.234");
        assertThat(VnNumbers.whole(0, VI)).isEqualTo("0");
    }

    @Property
    void everyNumberIsWrittenAsTheJdkWritesIt(@ForAll long number) {
        assertThat(VnNumbers.whole(number, Locale.US)).isEqualTo(String.format(Locale.US, "%,d", number));
        assertThat(VnNumbers.whole(number, VI)).isEqualTo(String.format(VI, "%,d", number));
    }
}
