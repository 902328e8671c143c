package vn.tinmoi.visit;

import java.util.HexFormat;
import vn.tinmoi.web.ClientAddress;

/**
 * The networks that an address belongs to, by name; none where no ceiling holds it.
 *
 * @param near what one office or household has: its /24 in IPv4, its /64 in IPv6
 * @param wide what one customer may have of the near ones: its /48 in IPv6; empty in IPv4
 */
record Network(String near, String wide) {
    static final Network NONE = new Network("", "");
    static final int NEAR_IN_WIDE = 10; // times as many as near: a customer has up to 65,536 of these

    /** The text itself where it is no address. */
    static Network of(String address) {
        byte[] bytes = ClientAddress.bytes(address);
        if (bytes == null) return new Network(address, "");
        var hex = HexFormat.of();
        return bytes.length == 4
                ? new Network(hex.formatHex(bytes, 0, 3), "")
                : new Network(hex.formatHex(bytes, 0, 8), hex.formatHex(bytes, 0, 6));
    }
}
