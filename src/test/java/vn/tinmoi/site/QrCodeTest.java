package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

final class QrCodeTest {
    private static final String PERMALINK = "https://tinmoi.example.vn/a/123456";

    @Test
    void anAddressIsShoutedWhereThatSavesModules() throws Exception {
        assertThat(readBack(PERMALINK)).isEqualTo("HTTPS://TINMOI.EXAMPLE.VN/A/123456");
        assertThat(readBack("http://a.vn/")).isEqualTo("http://a.vn/");
        assertThat(readBack("https://a.vn/?q=Abcdefghijklmnopqrstuvwxyz"))
                .isEqualTo("https://a.vn/?q=Abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void readersReadThePngAtEverySize() throws Exception {
        var code = QrCode.of(PERMALINK);

        for (int size = 120; size <= 1024; size += 113) {
            var read = read(QrPng.of(code, size), size);

            assertThat(read.getText()).isEqualTo(PERMALINK.toUpperCase(Locale.ROOT));
            assertThat(read.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                    .isEqualTo("M");
        }
    }

    @Test
    void aLongAddressIsReadableAtTheSmallestSize() throws Exception {
        var address = "https://" + "cong-thong-tin-dien-tu.".repeat(4) + "example.vn/a/999999999999";

        assertThat(read(QrPng.of(QrCode.of(address), 120), 120).getText()).isEqualToIgnoringCase(address);
    }

    @Test
    void theQuietZoneIsFourModulesAllAround() {
        var code = QrCode.of(PERMALINK);

        for (int i = 0; i < code.width(); i++) {
            for (int quiet = 0; quiet < 4; quiet++) {
                assertThat(code.dark(i, quiet) || code.dark(quiet, i)).isFalse();
                assertThat(code.dark(i, code.width() - 1 - quiet) || code.dark(code.width() - 1 - quiet, i))
                        .isFalse();
            }
        }
        assertThat(code.dark(4, 4)).isTrue();
    }

    @Test
    void theSvgIsOnePathThatDrawsEveryDarkModule() {
        var code = QrCode.of(PERMALINK);

        var svg = Jsoup.parse(QrSvg.of(code, "QR <of> A & B"), "", Parser.xmlParser())
                .selectFirst("svg");

        assertThat(svg.attr("role")).isEqualTo("img");
        assertThat(svg.selectFirst("title").text()).isEqualTo("QR <of> A & B");
        assertThat(svg.select("path[fill=#000]")).hasSize(1);
        assertThat(drawn(svg.selectFirst("path[fill=#000]").attr("d"), code.width()))
                .isEqualTo(modules(code));
    }

    private static String readBack(String address) throws Exception {
        return read(QrPng.of(QrCode.of(address), 240), 240).getText();
    }

    private static boolean[][] modules(QrCode code) {
        var modules = new boolean[code.width()][code.width()];
        for (int y = 0; y < code.width(); y++) {
            for (int x = 0; x < code.width(); x++) modules[y][x] = code.dark(x, y);
        }
        return modules;
    }

    private static boolean[][] drawn(String path, int width) {
        var modules = new boolean[width][width];
        for (var run : path.substring(1).split("M")) {
            var numbers = run.split("[ hvz]");
            int x = Integer.parseInt(numbers[0]);
            for (int i = 0; i < Integer.parseInt(numbers[2]); i++) {
                modules[Integer.parseInt(numbers[1])][x + i] = true;
            }
        }
        return modules;
    }

    private static Result read(byte[] png, int size) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(size);
        assertThat(image.getHeight()).isEqualTo(size);
        LuminanceSource source = new RGBLuminanceSource(size, size, image.getRGB(0, 0, size, size, null, 0, size));
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true));
    }
}
