package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableFiguresTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "1.234.567", "-3,5", "−12 %", "98%", "12/40", "1.200 ha", "35 m²", " 7 ", "1 234"})
    void aCellOfFiguresIsMarked(String cell) {
        assertThat(TableFigures.marked("<td>" + cell + "</td>")).isEqualTo("<td class=\"figure\">" + cell + "</td>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bến Sen", "12 người", "Quý 1", "1.234 <strong>x</strong>", "12 tháng 5 năm 2026", "–"})
    void wordsAreNot(String cell) {
        assertThat(TableFigures.marked("<td>" + cell + "</td>")).isEqualTo("<td>" + cell + "</td>");
    }

    @Test
    void whatACellSpansStays() {
        assertThat(TableFigures.marked("<td colspan=\"2\" rowspan=\"3\">7</td><th>7</th>"))
                .isEqualTo("<td colspan=\"2\" rowspan=\"3\" class=\"figure\">7</td><th>7</th>");
    }
}
