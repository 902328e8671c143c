package vn.tinmoi.visit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.Csv;

/**
 * What a file of past visits says: CSV with the header {@code date,visits}, a line for each local day, {@code 2024-03-01,1234},
 * and at most one line {@code start,7448251} with the visits of all time before the days. Owned by who reads the file.
 */
final class PastDays {
    private static final String HEADER = "date,visits";
    private static final String START = "start";
    private static final int DIGITS =
            12; // more visits a day than there are people; the sum fits every client's numbers

    /** {@code line}: its number in the file, from 1. */
    record Row(int line, long visits) {}

    final Map<LocalDate, Row> days = new LinkedHashMap<>();
    final List<String> refused = new ArrayList<>();
    private final LocalDate today;

    @Nullable
    Row start;

    PastDays(String text, LocalDate today) {
        this.today = today;
        var rows = Csv.rows(text.replace("\uFEFF", ""), ',');
        if (rows.isEmpty() || !isHeader(rows.getFirst())) {
            refuse(1, "expected the header " + HEADER);
            return;
        }
        rows.stream().skip(1).forEach(this::read);
    }

    private static boolean isHeader(Csv.Row row) {
        return row.line() == 1 && String.join(",", row.cells()).equalsIgnoreCase(HEADER);
    }

    void refuse(int line, String reason) {
        refused.add("line " + line + ": " + reason);
    }

    private void read(Csv.Row row) {
        if (!row.whole()) refuse(row.line(), "the quotation mark that opens here is never closed");
        else if (row.cells().size() != 2)
            refuse(row.line(), "expected a date and a number, got \"" + String.join(",", row.cells()) + "\"");
        else read(row.line(), row.cells().get(0), row.cells().get(1));
    }

    private void read(int line, String date, String visits) {
        if (!visits.matches("[0-9]{1," + DIGITS + "}")) {
            refuse(
                    line,
                    "\"" + visits + "\" is no number of visits; expected 1 to " + DIGITS + " digits and nothing else");
            return;
        }
        put(date, new Row(line, Long.parseLong(visits)));
    }

    private void put(String date, Row row) {
        if (date.equals(START)) start(row);
        else day(date, row);
    }

    private void start(Row row) {
        if (start == null) start = row;
        else refuse(row.line(), "the starting figure stands in line " + start.line() + " already");
    }

    private void day(String date, Row row) {
        try {
            var day = LocalDate.parse(date);
            var first = days.putIfAbsent(day, row);
            if (first != null) refuse(row.line(), day + " stands in line " + first.line() + " already");
            if (day.isAfter(today)) refuse(row.line(), day + " is yet to come; today is " + today);
        } catch (DateTimeException e) {
            refuse(row.line(), "\"" + date + "\" is no date; expected one such as 2024-03-01, or " + START);
        }
    }
}
