package vn.tinmoi.web;

import io.netty.util.NetUtil;

/**
 * Whether the host that a request names can be one: {@code host[:port]} as RFC 3986, 3.2 writes it, without a user. Stricter
 * than its grammar in two points that no name of DNS has: an empty label, and the signs that lists and programs are made of
 * ({@code ! $ & ' ( ) * + , ; =}), because a Host with a comma is two in one line. Any thread.
 */
final class Authority {
    private static final int LONGEST = 255; // characters of a name (RFC 1035, 2.3.4)

    private Authority() {}

    static boolean isPossible(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : nameEnd(authority);
        if (end == 0) return false;
        var host = authority.substring(0, end);
        return (host.startsWith("[") ? isAddress(host) : isName(host)) && isPort(authority.substring(end));
    }

    private static int nameEnd(String authority) {
        int colon = authority.indexOf(':');
        return colon < 0 ? authority.length() : colon;
    }

    /** IPv6 in brackets; a zone means something on one machine alone. */
    private static boolean isAddress(String host) {
        return host.indexOf('%') < 0 && host.indexOf(':') > 0 && NetUtil.isValidIpV6Address(host);
    }

    private static boolean isName(String host) {
        if (host.length() > LONGEST || host.startsWith(".")) return false;
        for (int i = 0; i < host.length(); i++) {
            if (!isOfName(host, i)) return false;
        }
        return true;
    }

    private static boolean isOfName(String host, int i) {
        return switch (host.charAt(i)) {
            case '-', '_', '~' -> true;
            case '.' -> host.charAt(i - 1) != '.';
            case '%' -> i + 2 < host.length() && isHex(host.charAt(i + 1)) && isHex(host.charAt(i + 2));
            default -> isLetterOrDigit(host.charAt(i));
        };
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    /** Nothing, or a colon and digits; RFC 3986 lets the digits be missing. */
    private static boolean isPort(String rest) {
        if (rest.isEmpty()) return true;
        if (rest.charAt(0) != ':' || rest.length() > 6) return false;
        for (int i = 1; i < rest.length(); i++) if (rest.charAt(i) < '0' || rest.charAt(i) > '9') return false;
        return rest.length() == 1 || Integer.parseInt(rest.substring(1)) <= 65_535;
    }
}
