package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MovingGifTest {
    private static final byte[] MOVING = TestPictures.moving(64, 48);

    private static byte[] extended(byte[] gif, int label, String words) {
        var text = words.getBytes(StandardCharsets.ISO_8859_1);
        var head = new byte[] {0x21, (byte) label, (byte) text.length};
        int colours = 13 + 3 * 256;
        return TestPictures.joined(
                TestPictures.joined(Arrays.copyOf(gif, colours), TestPictures.joined(head, text)),
                TestPictures.joined(new byte[1], Arrays.copyOfRange(gif, colours, gif.length)));
    }

    @Test
    void whatMovesStaysAsItIs() {
        assertThat(MovingGif.of(MOVING))
                .hasValueSatisfying(one -> assertThat(one).isEqualTo(MOVING));
    }

    @Test
    void whatStandsStillOrIsCutOffOrIsNoGifDoesNotMove() {
        assertThat(MovingGif.of(TestPictures.gif(64, 48))).isEmpty();
        assertThat(MovingGif.of(TestPictures.jpeg(64, 48))).isEmpty();
        assertThat(MovingGif.of(TestPictures.moving(1_930, 8))).isEmpty();
        for (int length = 0; length < MOVING.length; length++) {
            assertThat(MovingGif.of(Arrays.copyOf(MOVING, length)))
                    .as("%d", length)
                    .isEmpty();
        }
    }

    @Test
    void moreThanFiveMebibytesStandStill() {
        var large = TestPictures.joined(MOVING, new byte[MovingGif.BYTES]);

        assertThat(MovingGif.of(Arrays.copyOf(large, MovingGif.BYTES))).isPresent();
        assertThat(MovingGif.of(Arrays.copyOf(large, MovingGif.BYTES + 1))).isEmpty();
    }

    @Test
    void onlyTheFramesAndHowOftenTheyRunAreKept() {
        var loop = extended(MOVING, 0xFF, "NETSCAPE2.0");
        var noted = TestPictures.joined(
                extended(extended(loop, 0xFE, "chụp ở nhà riêng"), 0xFF, "XMP DataXMP"), "<script>".getBytes());

        assertThat(MovingGif.of(noted))
                .hasValueSatisfying(one -> assertThat(one).isEqualTo(loop));
    }

    @Test
    void aDamagedFileMovesOrDoesNotAndNothingElse() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var damaged = MOVING.clone();
            for (int n = 0; n < 3; n++) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            MovingGif.of(damaged).ifPresent(one -> assertThat(MovingGif.of(one)).hasValue(one));
        }
    }
}
