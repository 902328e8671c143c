package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.SharedData;

/** Text that somebody else wrote; skipped where the folder of shared data is absent. */
final class RealTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"vi-sentences.txt", "seed-page.txt"})
    void goodTextStaysAsItIsAndFoldsToAscii(String file) throws IOException {
        for (var line : lines(file)) {
            var spaced = line.strip()
                    .replaceAll("[ \t]+", " ")
                    .replaceAll("(?<!\\d)\u00A0|\u00A0(?!\\p{L})", " ")
                    .strip();
            assertThat(VnText.clean(line)).isEqualTo(spaced);
            assertThat(VnText.fold(line)).hasSameSizeAs(line);
            assertThat(VnText.fold(line).chars().filter(Character::isLetter)).allMatch(c -> c >= 'a' && c <= 'z');
            assertThat(Slugs.of(line)).matches("[a-z0-9]+(-[a-z0-9]+)*").hasSizeBetween(1, 80);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi-sentences.txt", "seed-page.txt"})
    void textTakenApartIsTheSameText(String file) throws IOException {
        for (var line : lines(file)) {
            var apart = Normalizer.normalize(line, Normalizer.Form.NFD);
            assertThat(VnText.clean(apart)).isEqualTo(VnText.clean(line));
            assertThat(VnText.fold(apart)).isEqualTo(VnText.fold(line));
            assertThat(VnText.equalTones(apart)).isEqualTo(VnText.equalTones(line));
            assertThat(VnText.clean(line.replace('Đ', 'Ð').replace('đ', 'ð'))).isEqualTo(VnText.clean(line));
        }
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(SharedData.at(file));
    }
}
