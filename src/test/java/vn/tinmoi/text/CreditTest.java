package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreditTest {
    @ParameterizedTest
    @CsvSource({
        "An Nhiên, an-nhien, ''",
        "Theo TTXVN, '', ttxvn",
        "theo ttxvn, '', ttxvn",
        "Nguồn: Báo Thủy Lam, '', bao-thuy-lam",
        "Theo QUỐC TUẤN/BÁO THỦY LAM, quoc-tuan, bao-thuy-lam",
        "Theo Quốc Tuấn / Báo Thuỷ Lam, quoc-tuan, bao-thuy-lam",
        "Đỗ Đức Ý, do-duc-y, ''",
        "Theo, theo, ''",
        "Theo /TTXVN, theo-ttxvn, ''",
        "'', '', ''",
        "新华社, '', ''",
        "Theo 新华社, '', ''",
        "Bài, bai, ''"
    })
    void aBylineNamesWhoWroteItAndWhereItStoodFirst(String byline, String author, String source) {
        var credit = Credit.of(byline);

        assertThat(credit.authorSlug()).isEqualTo(author);
        assertThat(credit.sourceSlug()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({"An Nhiên", "Theo TTXVN", "Nguồn:  Báo", "Theo QUỐC TUẤN/BÁO THỦY LAM", "Theo 新华社"})
    void itsPiecesSayTheByline(String byline) {
        var credit = Credit.of(byline);
        var author = credit.author() == null ? "" : credit.author().text();
        var source = credit.source() == null ? "" : credit.source().text();
        var between = !author.isEmpty() && !source.isEmpty() ? "/" : "";

        assertThat(credit.before() + author + between + source).isEqualTo(byline);
    }
}
