package vn.tinmoi.serve;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file by which a proxy on this machine reaches the node. Whoever may enter its folder may connect, and is believed about
 * whose a request is. Blocks.
 */
record HttpSocket(Path path) {
    /** Takes away what a node left behind that was killed; anything else stops the start. */
    void makeWay() {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
            boolean isSocket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
            if (!isSocket || isHeard())
                throw new StartFailed(
                        "http.socket " + path + (isSocket ? " is another program's" : " is no socket")
                                + ": stop that program, or set another file",
                        new IOException("taken"));
            Files.delete(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private boolean isHeard() {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Lets every user of this machine connect who may enter the folder: a proxy has a user of its own. */
    void open() {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private StartFailed unusable(IOException why) {
        return new StartFailed(
                "http.socket " + path + " cannot be used (" + why
                        + "): set a file in a folder that this user may write to",
                why);
    }
}
