package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class CsvTest {
    @Test
    void rowsSayWhereTheyBeginAndLoseBlanks() {
        assertThat(Csv.rows("old;new\r\n\r\n /a ; \"/b;\"\"c\"\" \" \n;\n\"/d\ne\";/f\n/g;/h", ';'))
                .containsExactly(
                        whole(1, "old", "new"),
                        whole(3, "/a", "/b;\"c\""),
                        whole(5, "/d\ne", "/f"),
                        whole(7, "/g", "/h"));
    }

    @Test
    void anyNumberOfCellsIsReadAndAMarkInTheMiddleIsNone() {
        assertThat(Csv.rows("a,b\nc\"d\n1,2,3,\n", ','))
                .containsExactly(whole(1, "a", "b"), whole(2, "c\"d"), whole(3, "1", "2", "3", ""));
        assertThat(Csv.rows("\n \n,,\n", ',')).isEmpty();
    }

    @Test
    void aMarkThatIsNeverClosedIsSaidWhereItOpens() {
        assertThat(Csv.rows("a,b\n\n\"c\nd\",e\n\n\nf,\"g\nh,i\n", ','))
                .containsExactly(whole(1, "a", "b"), whole(3, "c\nd", "e"), new Csv.Row(7, List.of(), false));
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll @NotEmpty
                    List<@Size(min = 1, max = 4) List<@NotEmpty @AlphaChars @Chars({',', '"', '\n', 'ố'}) String>>
                            rows) {
        var read = Csv.rows(Csv.text(rows.stream()), ',');

        assertThat(read)
                .extracting(Csv.Row::cells)
                .isEqualTo(rows.stream()
                        .map(row -> row.stream().map(String::strip).toList())
                        .filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty()))
                        .toList());
    }

    @Test
    void nothingStandsForWhatIsNotKnownAndLinesEndAsSpreadsheetsWant() {
        assertThat(Csv.text(Stream.of(Arrays.asList("day", null, 7L), List.of("x, y"))))
                .isEqualTo("day,,7\r\n\"x, y\"\r\n");
    }

    private static Csv.Row whole(int line, String... cells) {
        return new Csv.Row(line, List.of(cells), true);
    }
}
