package vn.tinmoi.text;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180) as spreadsheets write them: the separator is any one character, line ends are any. */
public final class Csv {
    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private int line = 1;
    private int rowBegan = 1;

    /** {@code line}: where it begins, from 1; {@code whole}: false when the text ended inside its quotes. */
    public record Row(int line, List<String> cells, boolean whole) {}

    private Csv(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The rows with something in them; cells lose the blanks around them. */
    public static List<Row> rows(String text, char separator) {
        var csv = new Csv(text, separator);
        csv.read();
        return csv.rows;
    }

    private void read() {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') line++;
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(i++));
            else if (c == '"' && (quoted || cell.toString().isBlank())) quoted = !quoted;
            else if (quoted) cell.append(c);
            else if (c == separator) endCell();
            else if (c == '\n') endRow(true);
            else if (c != '\r') cell.append(c);
        }
        endRow(!quoted);
    }

    private void endCell() {
        cells.add(cell.toString().strip());
        cell.setLength(0);
    }

    private void endRow(boolean whole) {
        endCell();
        if (cells.stream().anyMatch(one -> !one.isEmpty())) rows.add(new Row(rowBegan, List.copyOf(cells), whole));
        cells = new ArrayList<>();
        rowBegan = line;
    }
}
