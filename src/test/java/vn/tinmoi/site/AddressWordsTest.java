package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressWordsTest {
    @ParameterizedTest
    @CsvSource({
        "/bai-viet/thong-xe-cau-song-thuy, thong xe cau song thuy",
        "/tin-tuc/thong-xe-cau-a1-2024-155123.html, thong xe cau a1",
        "/c%E1%BA%A7u_s%C3%B4ng.aspx, cầu sông",
        "/en/nowhere, nowhere",
    })
    void theLastPieceSaysWhatWasMeant(String path, String words) {
        assertThat(AddressWords.of(path)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"/", "/a/", "/12345", "/%", "/x", "/---", "/index.php/"})
    void anAddressMayHaveNone(String path) {
        assertThat(AddressWords.of(path)).isNull();
    }

    @Test
    void aLongAddressIsCutBetweenWords() {
        var words = AddressWords.of("/" + "mot-hai-ba-".repeat(40));

        assertThat(words).hasSizeBetween(70, 80).matches("(mot|hai|ba)( (mot|hai|ba))*");
        assertThat(AddressWords.of("/" + "a".repeat(500))).isNull();
    }
}
