package vn.tinmoi.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Comma-separated values (RFC 4180) as spreadsheets write them: the separator is any one character, line ends are any. */
public final class Csv {
    private Csv() {}

    /** {@code line}: where it begins, from 1; {@code whole}: false, without cells, where a quotation mark is not closed. */
    public record Row(int line, List<String> cells, boolean whole) {
        private boolean isEmpty() {
            return whole && cells.stream().allMatch(String::isEmpty);
        }
    }

    /** The rows with something in them; cells lose the blanks around them. One that is not whole is the last. */
    public static List<Row> rows(String text, char separator) {
        var rows = new ArrayList<Row>();
        int next = 1;
        try {
            for (var row : reader(text, separator)) {
                int line = Math.toIntExact(row.getStartingLineNumber());
                rows.add(new Row(
                        line, row.getFields().stream().map(String::strip).toList(), true));
                next = line + 1 + lineEnds(row);
            }
        } catch (CsvParseException notWhole) {
            rows.add(new Row(next, List.of(), false));
        }
        rows.removeIf(Row::isEmpty);
        return rows;
    }

    private static CsvReader<CsvRecord> reader(String text, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false) // so that each row says where the next begins
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text);
    }

    private static int lineEnds(CsvRecord row) {
        return (int) row.getFields().stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '\n')
                .count();
    }

    /** The rows, each ended with CR LF; what needs quotes has them. Nothing stands for null. */
    public static String text(Stream<? extends List<?>> rows) {
        var text = new StringWriter();
        var writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0) // text is one
                .build(text);
        rows.forEach(row -> writer.writeRecord(
                row.stream().map(cell -> Objects.toString(cell, "")).toList()));
        return text.toString();
    }
}
