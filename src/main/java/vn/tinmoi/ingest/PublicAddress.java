package vn.tinmoi.ingest;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Whether an address is one of the open internet (IANA's registries of special addresses, RFC 6890). Any thread. */
final class PublicAddress {
    private PublicAddress() {}

    static boolean is(InetAddress address) {
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        return !special
                && (address instanceof Inet6Address
                        ? isPublic6(address.getAddress())
                        : isPublic4(address.getAddress()));
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        int third = bytes[2] & 0xFF;
        if (first == 0 || first >= 240) return false;
        if (first == 100 && second >= 64 && second < 128) return false; // carriers' own, RFC 6598
        if (first == 192 && second == 0 && (third == 0 || third == 2)) return false;
        if (first == 198 && (second == 18 || second == 19 || (second == 51 && third == 100))) return false;
        return !(first == 203 && second == 0 && third == 113);
    }

    /** Global unicast alone, without what carries an address of the older kind inside. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if ((first & 0xE000) != 0x2000 || first == 0x2002) return false;
        return !(first == 0x2001 && (second < 0x200 || second == 0xDB8));
    }
}
