package vn.tinmoi.visit;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that an address belongs to: its /24 in IPv4, its /64 in IPv6. */
final class Network {
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}; // ::ffff:0:0/96, RFC 4291

    private Network() {}

    /** A name for the network; the text itself where it is no address. */
    static String of(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) return address;
        if (bytes.length == 16 && Arrays.equals(bytes, 0, 12, MAPPED, 0, 12)) bytes = Arrays.copyOfRange(bytes, 12, 16);
        return HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? 3 : 8);
    }
}
