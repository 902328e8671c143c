package vn.tinmoi.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpSocketTest {
    @TempDir
    private Path folder;

    private static ServerSocketChannel heard(Path file) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        return server;
    }

    @Test
    void whatAKilledNodeLeftIsTakenAway() throws IOException {
        var file = folder.resolve("http.sock");
        heard(file).close();
        assertThat(file).exists();

        new HttpSocket(file).makeWay();

        assertThat(file).doesNotExist();
        new HttpSocket(file).makeWay(); // nothing is there
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        var file = folder.resolve("http.sock");
        try (var other = heard(file)) {
            assertThat(other.isOpen()).isTrue();
            assertThatThrownBy(() -> new HttpSocket(file).makeWay())
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContainingAll("http.socket", "another program");
        }
        var text = Files.writeString(folder.resolve("text"), "kept");
        assertThatThrownBy(() -> new HttpSocket(text).makeWay()).hasMessageContaining("is no socket");
        assertThat(text).hasContent("kept");
    }
}
