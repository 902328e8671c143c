package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Vertx;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.Problem;

/** What becomes of the files that people send. */
final class RenditionMakerTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final RenditionMaker DARKROOM = new RenditionMaker(VERTX);
    private static final String PLACE = "21.0285 N 105.8542 E, nguon tin";

    @AfterAll
    static void close() {
        get(VERTX.close());
    }

    @Test
    void aPhotoIsMadeInEveryWidthUpToItsOwn() {
        var made = develop(TestPictures.encoded(TestPictures.photo(2400, 1600), "jpeg"));

        assertThat(made).extracting(RenditionMaker.Rendition::width).containsExactly(320, 640, 960, 1280, 1920);
        assertThat(made).extracting(RenditionMaker.Rendition::height).containsExactly(213, 427, 640, 853, 1280);
        assertThat(made).allSatisfy(one -> {
            assertThat(one.type()).isEqualTo("image/jpeg");
            var image = TestPictures.decoded(one.bytes());
            assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(one.width(), one.height());
        });
        assertThat(made.getLast().bytes()).as("progressive (SOF2)").containsSequence(0xFF, 0xC2);
    }

    @Test
    void nothingIsMadeLarger() {
        assertThat(RenditionMaker.widths(5000)).containsExactly(320, 640, 960, 1280, 1920);
        assertThat(RenditionMaker.widths(1000)).containsExactly(320, 640, 960);
        assertThat(RenditionMaker.widths(1200)).containsExactly(320, 640, 960, 1200);
        assertThat(RenditionMaker.widths(200)).containsExactly(200);
        assertThat(develop(TestPictures.jpeg(1, 1))).hasSize(1);
        assertThat(develop(TestPictures.jpeg(3000, 2)).getFirst().height()).isEqualTo(1);
    }

    /** Where the red quarter is to be seen when a picture whose first quarter is red lies like that. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,1,0", "3,1,1", "4,0,1", "5,0,0", "6,1,0", "7,1,1", "8,0,1"})
    void aPictureIsTurnedUpright(int orientation, int column, int row) {
        var lying = TestPictures.withNotes(TestPictures.jpeg(400, 200), orientation, PLACE);

        var image = TestPictures.decoded(develop(lying).getLast().bytes());

        assertThat(image.getWidth() > image.getHeight()).isEqualTo(orientation < 5);
        int x = image.getWidth() / 4 + column * image.getWidth() / 2;
        int y = image.getHeight() / 4 + row * image.getHeight() / 2;
        assertColour(image.getRGB(x, y), Color.RED);
    }

    /** Orientation 6 of a file whose second quarter is green: upright, that quarter is the lower right one. */
    @Test
    void turningIsNotMirroring() {
        var image = TestPictures.decoded(develop(TestPictures.withNotes(TestPictures.jpeg(400, 200), 6, PLACE))
                .getLast()
                .bytes());

        assertColour(image.getRGB(150, 300), Color.GREEN);
        assertColour(image.getRGB(50, 100), Color.BLUE);
    }

    @Test
    void otherFilesSayHowTheyLieToo() {
        var png = TestPictures.withChunk(TestPictures.png(400, 200), "eXIf", TestPictures.notes(6, PLACE));
        var webp = TestPictures.webp(400, 200, 10, 20, 30);
        var noted = TestPictures.riff(
                Arrays.copyOfRange(webp, 12, webp.length),
                TestPictures.chunkOfRiff("EXIF", TestPictures.notes(8, PLACE)));

        assertThat(develop(png).getLast().height()).isGreaterThan(200);
        assertThat(develop(noted).getLast().width()).isEqualTo(200);
        assertThat(new String(develop(png).getLast().bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("105.8542");
    }

    @Test
    void whereItWasTakenIsForgotten() {
        var noted = TestPictures.withNotes(TestPictures.jpeg(800, 600), 1, PLACE);
        assertThat(new String(noted, StandardCharsets.ISO_8859_1)).contains("105.8542");

        assertThat(develop(noted))
                .allSatisfy(one -> assertThat(new String(one.bytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("105.8542", "Exif", "ICC_PROFILE"));
    }

    @Test
    void coloursOfAProfileAreThoseOfTheWeb() {
        var linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var grey = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var paint = grey.createGraphics();
        paint.setColor(new Color(55, 55, 55)); // of linear light: 128 in sRGB
        paint.fillRect(0, 0, 64, 64);
        paint.dispose();

        var jpeg = TestPictures.withProfile(TestPictures.encoded(grey, "jpeg"), linear);
        var png = TestPictures.withChunk(
                TestPictures.encoded(grey, "png"),
                "iCCP",
                TestPictures.joined("linear\0\0".getBytes(StandardCharsets.ISO_8859_1), deflatedWhole(linear)));

        for (var file : List.of(jpeg, png)) {
            assertColour(firstPixel(file), new Color(128, 128, 128));
        }
        assertColour(firstPixel(TestPictures.encoded(grey, "png")), new Color(55, 55, 55));
    }

    @Test
    void aPressesColoursBecomeAScreens() throws IOException {
        var cyan = new Color(firstPixel(TestPictures.cmykJpeg(64, 64, 255)));
        var none = new Color(firstPixel(TestPictures.cmykJpeg(64, 64, 0)));

        assertThat(cyan.getRed()).isLessThan(90);
        assertThat(cyan.getBlue()).isGreaterThan(150);
        assertThat(none.getRed()).isGreaterThan(240);
        assertThat(none.getGreen()).isGreaterThan(240);
    }

    @Test
    void greyStaysAsGreyAsItIs() {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            var image = new BufferedImage(64, 64, type);
            var samples = new int[64 * 64];
            Arrays.fill(samples, type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 * 257);
            image.getRaster().setSamples(0, 0, 64, 64, 0, samples);

            assertColour(firstPixel(TestPictures.encoded(image, "png")), new Color(100, 100, 100));
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                assertColour(firstPixel(TestPictures.encoded(image, "jpeg")), new Color(100, 100, 100));
            }
        }
    }

    @Test
    void sixteenBitsASampleAreRead() {
        assertColour(firstPixel(TestPictures.deepPng(64, 64, 200)), new Color(200, 0x12, 0));
    }

    @Test
    void transparencyStaysAndAChannelThatHidesNothingGoes() throws IOException {
        var clear = new BufferedImage(500, 300, BufferedImage.TYPE_INT_ARGB);
        for (var format : List.of("png", "gif")) {
            for (var rendition : develop(TestPictures.encoded(clear, format))) {
                assertThat(rendition.type()).isEqualTo("image/png");
                var shown = ImageIO.read(new ByteArrayInputStream(rendition.bytes()));
                assertThat(shown.getRGB(0, 0) >>> 24).as(format).isZero();
            }
        }
        var solid = new BufferedImage(1000, 600, BufferedImage.TYPE_INT_ARGB);
        solid.createGraphics().drawImage(TestPictures.photo(1000, 600), 0, 0, null);
        assertThat(develop(TestPictures.encoded(solid, "png")))
                .extracting(RenditionMaker.Rendition::type)
                .containsOnly("image/jpeg");
    }

    @Test
    void aDrawingStaysPngAndAPhotoDoesNot() {
        var drawing = develop(TestPictures.png(1000, 600));
        var photo = develop(TestPictures.encoded(TestPictures.photo(1000, 600), "png"));

        assertThat(drawing).extracting(RenditionMaker.Rendition::type).containsOnly("image/png");
        assertThat(photo).extracting(RenditionMaker.Rendition::type).containsOnly("image/jpeg");
    }

    @Test
    void gifAndWebpAreRead() {
        assertColour(firstPixel(TestPictures.gif(640, 400)), Color.RED);
        assertColour(firstPixel(TestPictures.webp(640, 400, 200, 100, 50)), new Color(200, 100, 50));
    }

    @Test
    void ofAMovingPictureTheFirstIsShown() throws IOException {
        var moving = TestPictures.moving(320, 200);

        assertColour(firstPixel(moving), Color.RED);
        assertThat(develop(moving)).extracting(RenditionMaker.Rendition::type).containsOnly("image/png");
    }

    @ParameterizedTest
    @ValueSource(ints = {12_001, 60_000, Integer.MAX_VALUE, -1, 0})
    void whatIsTooLargeIsNeverDecoded(int side) {
        assertRefused(TestPictures.pngHeader(side, side), side > 0 ? "media.pixels" : "media.broken");
        assertRefused(TestPictures.pngHeader(side, 1), side > 0 ? "media.pixels" : "media.broken");
    }

    /** 49 megapixels in 5 bytes: whoever decoded it would set them aside first. */
    @Test
    void aGifThatCannotHoldWhatItDeclaresIsRefusedByItsBlocks() {
        var short89 = new byte[] {
            'G', 'I', 'F', '8', '9', 'a', 0x58, 0x1B, 0x58, 0x1B, 0, 0, 0, 0x2C, 0, 0, 0, 0, 0x58, 0x1B, 0x58, 0x1B, 0,
            2, 5, 1, 2, 3, 4, 5, 0, 0x3B
        };
        assertRefused(short89, "media.broken");
    }

    @Test
    void moreThanFiftyMegapixelsAreTooMany() {
        assertRefused(TestPictures.pngHeader(10_000, 5_001), "media.pixels");
        assertRefused(TestPictures.webp(16_384, 16_384, 1, 2, 3), "media.pixels");
        var gif = TestPictures.gif(10, 10);
        gif[7] = (byte) 0x7F; // the screen's width: 32,000
        assertRefused(gif, "media.pixels");
    }

    @Test
    void aSmallFileOfManyPixelsIsMadeInLittleMemory() {
        var made =
                develop(TestPictures.encoded(new BufferedImage(7_000, 7_000, BufferedImage.TYPE_BYTE_BINARY), "png"));

        assertThat(made.getLast().width()).isEqualTo(1920);
    }

    @Test
    void textsThatInflateWithoutBoundAreNotRead() {
        var bomb = TestPictures.joined(
                "Comment\0\0".getBytes(StandardCharsets.ISO_8859_1), TestPictures.deflated(new byte[64 << 20]));
        var png = TestPictures.encoded(TestPictures.quarters(64, 64, BufferedImage.TYPE_BYTE_INDEXED), "png");

        assertThat(PictureFile.read(TestPictures.withChunk(png, "zTXt", bomb)).bytes())
                .isEqualTo(png);
        assertThat(develop(TestPictures.withChunk(png, "iCCP", bomb))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<!doctype html><p>GIF89a",
                "BM000000000000000000",
                "\0\0\0\u0018ftypheic",
                "II*\0",
                "RIFF\1\0\0\0WAVE"
            })
    void whatIsNoPictureIsRefused(String file) {
        assertRefused(file.getBytes(StandardCharsets.ISO_8859_1), "media.kind");
    }

    static Stream<byte[]> files() throws IOException {
        return Stream.of(
                TestPictures.withNotes(TestPictures.jpeg(40, 30), 6, PLACE),
                develop(TestPictures.encoded(TestPictures.photo(330, 200), "jpeg"))
                        .getLast()
                        .bytes(),
                TestPictures.png(40, 30),
                TestPictures.gif(40, 30),
                TestPictures.webp(40, 30, 1, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatIsCutOffIsRefused(byte[] file) {
        int each = Math.max(1, file.length / 97);
        for (int length = 12; length < file.length - 2; length += each) {
            assertRefused(Arrays.copyOf(file, length), "media.broken");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDamagedFileIsRefusedOrReadAndNothingElse(byte[] file) {
        var random = new Random(11);
        for (int i = 0; i < 300; i++) {
            var damaged = file.clone();
            for (int n = 0; n < 3; n++) damaged[3 + random.nextInt(damaged.length - 3)] = (byte) random.nextInt();
            try {
                assertThat(develop(damaged)).isNotEmpty();
            } catch (Problem problem) {
                assertThat(problem.field()).isEqualTo("file");
            }
        }
    }

    private static void assertRefused(byte[] file, String code) {
        assertThatThrownBy(() -> develop(file)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
            assertThat(problem.field()).isEqualTo("file");
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    private static void assertColour(int rgb, Color expected) {
        var colour = new Color(rgb);
        assertThat(Math.abs(colour.getRed() - expected.getRed())
                        + Math.abs(colour.getGreen() - expected.getGreen())
                        + Math.abs(colour.getBlue() - expected.getBlue()))
                .as("%s, expected %s", colour, expected)
                .isLessThan(16);
    }

    private static int firstPixel(byte[] file) {
        return TestPictures.decoded(develop(file).getLast().bytes()).getRGB(10, 10);
    }

    private static byte[] deflatedWhole(byte[] bytes) {
        var out = new java.io.ByteArrayOutputStream();
        try (var deflater = new java.util.zip.DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<RenditionMaker.Rendition> develop(byte[] file) {
        return get(DARKROOM.develop(file));
    }
}
