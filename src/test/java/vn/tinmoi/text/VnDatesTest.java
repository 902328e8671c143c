package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VnDatesTest {
    private static final Locale EN = Locale.forLanguageTag("en");
    private static final Locale VI = Locale.forLanguageTag("vi");

    private final VnDates dates = new VnDates(ZoneId.of("Asia/Ho_Chi_Minh"));
    private final Instant monday = Instant.parse("2026-11-23T07:05:59.7Z");

    @Test
    void vietnameseForms() {
        assertThat(dates.day(monday, VI)).isEqualTo("Thứ Hai, 23/11/2026");
        assertThat(dates.moment(monday, VI)).isEqualTo("Thứ Hai, 23/11/2026, 14:05");
        assertThat(dates.stamp(monday, VI)).isEqualTo("23/11/2026 14:05");
        assertThat(dates.iso(monday)).isEqualTo("2026-11-23T14:05:59+07:00");
    }

    @Test
    void englishForms() {
        assertThat(dates.day(monday, EN)).isEqualTo("Monday, 23 November 2026");
        assertThat(dates.moment(monday, Locale.UK)).isEqualTo("Monday, 23 November 2026, 14:05");
        assertThat(dates.stamp(monday, EN)).isEqualTo("23 Nov 2026, 14:05");
        assertThat(dates.day(Instant.parse("2026-09-05T00:00:00Z"), EN)).isEqualTo("Saturday, 5 September 2026");
    }

    @Test
    void theWeekInVietnamese() {
        assertThat(IntStream.range(0, 7)
                        .mapToObj(day ->
                                dates.day(monday.plusSeconds(86_400L * day), VI).split(",")[0]))
                .containsExactly("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật");
    }

    @Test
    void aShortTimeIsAsShortAsIsClear() {
        assertThat(dates.shortTime(Instant.parse("2026-11-22T17:00:00Z"), monday, VI))
                .isEqualTo("00:00");
        assertThat(dates.shortTime(Instant.parse("2026-11-22T16:59:59Z"), monday, VI))
                .isEqualTo("22/11");
        assertThat(dates.shortTime(Instant.parse("2025-12-31T17:00:00Z"), monday, VI))
                .isEqualTo("01/01");
        assertThat(dates.shortTime(Instant.parse("2025-12-31T16:59:59Z"), monday, VI))
                .isEqualTo("31/12/2025");
        assertThat(dates.shortTime(Instant.parse("2026-11-22T16:59:59Z"), monday, EN))
                .isEqualTo("22 Nov");
        assertThat(dates.shortTime(Instant.parse("2025-11-22T10:00:00Z"), monday, EN))
                .isEqualTo("22 Nov 2025");
        assertThat(dates.shortTime(monday, monday, EN)).isEqualTo("14:05");
    }
}
