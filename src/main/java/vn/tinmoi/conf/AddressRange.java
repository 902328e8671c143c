package vn.tinmoi.conf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin with the same bits, as operators write them: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address
 * alone. IPv4 inside IPv6 ({@code ::ffff:10.0.0.0/104}, RFC 4291) is the IPv4 range. Any thread.
 */
public final class AddressRange {
    private static final String BYTE =
            "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"; // no leading zero: some read it as octal
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");
    private static final int MAPPED = 96; // bits before an IPv4 address inside IPv6

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** The range that a text names; null when it names none. A host's name names none: nothing is ever looked up. */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var bytes = bytes(address);
        if (bytes == null) return null;
        if (slash < 0) return new AddressRange(bytes, 8 * bytes.length);
        var length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches()) return null;
        boolean mapped = bytes.length == 4 && address.contains(":");
        int bits = Integer.parseInt(length) - (mapped ? MAPPED : 0);
        return bits < 0 || bits > 8 * bytes.length ? null : new AddressRange(bytes, bits);
    }

    /** What has this form is never a name, so that it is read and not resolved. */
    private static byte @Nullable [] bytes(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) return null;
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null; // no address: ":::" and the like
        }
    }

    /** {@code address}: 4 or 16 bytes, IPv4 inside IPv6 as its 4. */
    public boolean contains(byte[] address) {
        if (address.length != first.length) return false;
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % 8;
            if ((address[i / 8] & mask) != (first[i / 8] & mask)) return false;
        }
        return true;
    }
}
