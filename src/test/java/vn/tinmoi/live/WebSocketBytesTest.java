package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of RFC 6455, read by another's decoder and compared with another's encoder. */
final class WebSocketBytesTest {

    @ParameterizedTest
    @CsvSource({"0,2", "1,2", "125,2", "126,4", "127,4", "65535,4", "65536,10", "200000,10"})
    void aTextOfAnyLengthHasTheHeaderThatItsLengthAsksFor(int length, int header) {
        var text = new byte[length];
        Arrays.fill(text, (byte) 'x');

        var bytes = WebSocketBytes.text(text);

        assertThat(bytes)
                .hasSize(header + length)
                .isEqualTo(encoded(new TextWebSocketFrame(Unpooled.copiedBuffer(text))));
        TextWebSocketFrame read = decoded(bytes);
        assertThat(read.isFinalFragment()).isTrue();
        assertThat(read.text()).isEqualTo("x".repeat(length));
        ReferenceCountUtil.release(read);
    }

    @Test
    void pingsAndPongsCarryTheirPayload() {
        PingWebSocketFrame ping = decoded(WebSocketBytes.ping(new byte[0]));
        PongWebSocketFrame pong = decoded(WebSocketBytes.pong(new byte[] {1, 2}));

        assertThat(ping.content().readableBytes()).isZero();
        assertThat(pong.content()).isEqualTo(Unpooled.wrappedBuffer(new byte[] {1, 2}));
        ReferenceCountUtil.release(ping);
        ReferenceCountUtil.release(pong);
    }

    @Test
    void aCloseSaysItsCodeAndReasonInUtf8() {
        CloseWebSocketFrame close = decoded(WebSocketBytes.close((short) 1008, "quá nhiều"));

        assertThat(close.statusCode()).isEqualTo(1008);
        assertThat(close.reasonText()).isEqualTo("quá nhiều");
        ReferenceCountUtil.release(close);
    }

    private static byte[] encoded(WebSocketFrame frame) {
        var channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        channel.writeOutbound(frame);
        var all = Unpooled.buffer();
        for (io.netty.buffer.ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        channel.finishAndReleaseAll();
        return io.netty.buffer.ByteBufUtil.getBytes(all);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the test knows what it sent
    private static <T extends WebSocketFrame> T decoded(byte[] bytes) {
        var channel = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 1 << 20));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        T frame = channel.readInbound();
        assertThat(channel.finish()).as("something is left over").isFalse();
        return frame;
    }
}
