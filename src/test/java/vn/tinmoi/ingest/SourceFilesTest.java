package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.news.Problem;

/** What a file is, whatever it is called and however it was written. */
final class SourceFilesTest {
    private static final String FEED =
            "<rss><channel><item><title>Đường mới</title><link>https://a.example/1</link>" + "</item></channel></rss>";
    private static final String DOCUMENT = "{\"uri\":\"urn:%s\",\"headline\":\"Đường mới\",\"body_text\":\"Chữ.\"}";

    @TempDir
    private Path folder;

    private final SourceFiles files = new SourceFiles(
            new Subeditor(new FeedDates(ZoneId.of("Asia/Ho_Chi_Minh")), new CategoryNames(List.of(), Map.of())));

    @ParameterizedTest
    @CsvSource({"UTF-8,''", "UTF-16LE,''", "UTF-16BE,''", "UTF-8,\uFEFF", "UTF-16LE,\uFEFF", "UTF-16BE,\uFEFF"})
    void everyUnicodeFileIsReadWithAndWithoutMark(String charset, String mark) throws IOException {
        for (var text : List.of(FEED, " \n" + FEED, DOCUMENT, "[" + DOCUMENT + "]", "\n" + DOCUMENT)) {
            assertThat(titles((mark + text).getBytes(Charset.forName(charset))))
                    .as(text)
                    .containsExactly("Đường mới");
        }
    }

    @Test
    void everyLineOfJsonLinesIsRead() throws IOException {
        var lines = DOCUMENT.formatted("1") + "\n" + DOCUMENT.formatted("2") + "\n\n" + DOCUMENT.formatted("3");

        assertThat(titles(lines.getBytes(StandardCharsets.UTF_8))).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <!DOCTYPE html><html lang=vi><p>Chào            | ingest.web-page
            <?xml version='1.0'?><!-- x --><HTML><hr></HTML>| ingest.web-page
            {"uri":"urn:1"} x                               | ingest.broken-json
            {"items":[                                      | ingest.broken-json
            %PDF-1.4                                        | ingest.unknown
            ''                                              | ingest.empty
            """)
    void whatIsNoFeedIsSaidInWords(String text, String code) {
        assertRefused(text.getBytes(StandardCharsets.UTF_8), code);
    }

    @Test
    void aDamagedArchiveAndADirectoryAreNamed() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(FEED.getBytes(StandardCharsets.UTF_8));
        }
        var whole = packed.toByteArray();
        var damaged = whole.clone();
        damaged[whole.length - 6] ^= 1;

        assertThat(titles(whole)).containsExactly("Đường mới");
        for (var cut : List.of(2, 5, whole.length / 2, whole.length - 3))
            assertRefused(Arrays.copyOf(whole, cut), "ingest.broken-gzip");
        assertRefused(damaged, "ingest.broken-gzip");
        assertThatThrownBy(() -> files.read(folder))
                .isInstanceOfSatisfying(
                        Problem.class, why -> assertThat(why.code()).isEqualTo("ingest.directory"));
    }

    private void assertRefused(byte[] bytes, String code) {
        assertThatThrownBy(() -> titles(bytes))
                .isInstanceOfSatisfying(
                        Problem.class, why -> assertThat(why.code()).isEqualTo(code));
    }

    private List<String> titles(byte[] bytes) throws IOException {
        var file = Files.write(folder.resolve("f"), bytes);
        return files.read(file).stream()
                .map(one -> ((Found.Item) one).story().title())
                .toList();
    }
}
