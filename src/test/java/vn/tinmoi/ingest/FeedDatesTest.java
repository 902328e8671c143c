package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedDatesTest {
    private final FeedDates dates = new FeedDates(ZoneId.of("Asia/Ho_Chi_Minh"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-23T14:05:00Z             | 2026-11-23T14:05:00Z
            2026-11-23T14:05:00.123+07:00    | 2026-11-23T07:05:00.123Z
            2026-11-23T14:05+07:00           | 2026-11-23T07:05:00Z
            2026-11-23T14:05:00+0700         | 2026-11-23T07:05:00Z
            2026-11-23T14:05:00              | 2026-11-23T07:05:00Z
            2026-11-23 14:05:00              | 2026-11-23T07:05:00Z
            2026-11-23                       | 2026-11-22T17:00:00Z
            Mon, 23 Nov 2026 14:05:00 +0700  | 2026-11-23T07:05:00Z
            Mon, 23 Nov 2026 14:05:00 GMT+7  | 2026-11-23T07:05:00Z
            Mon, 23 Nov 2026 14:05 GMT       | 2026-11-23T14:05:00Z
            mon, 23 nov 2026 14:05:00 gmt    | 2026-11-23T14:05:00Z
            23 Nov 2026 14:05:00 EST         | 2026-11-23T19:05:00Z
            Mon, 3 Nov 26 14:05:00 Z         | 2026-11-03T14:05:00Z
            Mon, 23 Nov 2026 14:05:00        | 2026-11-23T07:05:00Z
            23/11/2026 14:05                 | 2026-11-23T07:05:00Z
            5/1/2026                         | 2026-01-04T17:00:00Z
            """)
    void datesAreReadAndThoseWithoutZoneAreTheSites(String text, Instant at) {
        assertThat(dates.parse(text)).contains(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hôm qua", "31/02/2026 10:00", "2026-13-01", "Mon", "99999999999999999999", "+0700"})
    void whatIsNoDateIsNone(String text) {
        assertThat(dates.parse(text)).isEmpty();
    }
}
