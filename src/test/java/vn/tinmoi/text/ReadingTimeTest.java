package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReadingTimeTest {
    @Test
    void aMinuteIsTwoHundredAndFiftyWords() {
        assertThat(ReadingTime.minutes("<p>" + "một ".repeat(740) + "</p>")).isEqualTo(3);
        assertThat(ReadingTime.minutes("<p>" + "một ".repeat(370) + "</p>")).isEqualTo(1);
        assertThat(ReadingTime.minutes("<p>Một.</p>")).isEqualTo(1);
    }

    @Test
    void tagsAndSignsAreNoWords() {
        assertThat(ReadingTime.minutes("")).isZero();
        assertThat(ReadingTime.minutes("<p><img src=\"a b c\" alt=\"d\"></p> – … <!-- chữ -->"))
                .isZero();
        assertThat(ReadingTime.minutes(("<p class=\"a b\">từ –</p>").repeat(500)))
                .isEqualTo(2);
    }
}
