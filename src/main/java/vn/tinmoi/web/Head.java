package vn.tinmoi.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules of RFC 9112 that the head of one request is held to, beyond what Netty's decoder asks. Any thread. */
final class Head {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (int c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0;
        }
    }

    private Head() {}

    /** RFC 9110, 5.6.2: what names of fields and methods are made of. */
    static boolean isToken(int c) {
        return c >= 0 && c < TOKEN.length && TOKEN[c];
    }

    static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(Head::isToken);
    }

    /**
     * The version as it is served; any of HTTP/1 above 1.1 is that one (RFC 9110, 2.5).
     *
     * @throws Unacceptable for every other
     */
    static HttpVersion version(String text) {
        if (text.equals("HTTP/1.1")) return HttpVersion.HTTP_1_1;
        if (text.equals("HTTP/1.0")) return HttpVersion.HTTP_1_0;
        if (text.matches("HTTP/1\\.[2-9]")) return HttpVersion.HTTP_1_1;
        boolean line = text.isEmpty() || text.indexOf(' ') >= 0; // a line of two words or of four
        throw new Unacceptable(line ? Unacceptable.Kind.TARGET : Unacceptable.Kind.VERSION);
    }

    /** What is wrong with a head that was read whole; null: nothing. Brings an absolute target into its usual form. */
    static @Nullable Unacceptable fault(HttpRequest head) {
        if (head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            var framing = framing(head);
            if (framing != null) return framing;
        }
        if (!isHostFine(head)) return new Unacceptable(Unacceptable.Kind.HOST);
        return target(head) ? null : new Unacceptable(Unacceptable.Kind.TARGET);
    }

    /** RFC 9112, 3.2: one, and of HTTP/1.0 none at all. */
    private static boolean isHostFine(HttpRequest head) {
        var hosts = head.headers().valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
        var host = hosts.next();
        return !hosts.hasNext() && Authority.isPossible(host);
    }

    /** Why Netty could not read it, as a number for the sender; null: it says so itself, and no more is known. */
    static @Nullable Unacceptable named(HttpRequest head, Throwable cause) {
        if (cause instanceof Unacceptable known) return known;
        if (cause instanceof TooLongHttpLineException) return new Unacceptable(Unacceptable.Kind.LINE);
        if (cause instanceof TooLongHttpHeaderException) return new Unacceptable(Unacceptable.Kind.HEADERS);
        return framing(head);
    }

    /** Both or two of either are read differently by two servers in a row (RFC 9112, 6.1). */
    private static @Nullable Unacceptable framing(HttpRequest head) {
        var codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        var lengths = head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (codings.size() + lengths.size() > 1) return new Unacceptable(Unacceptable.Kind.FRAMING);
        if (codings.isEmpty()) return lengths.isEmpty() || isNumber(lengths.getFirst()) ? null : framing();
        return coding(codings.getFirst().toLowerCase(Locale.ROOT).strip(), head.protocolVersion());
    }

    private static @Nullable Unacceptable coding(String coding, HttpVersion version) {
        if (coding.isEmpty() || !version.equals(HttpVersion.HTTP_1_1)) return framing();
        if (HttpHeaderValues.CHUNKED.contentEquals(coding)) return null;
        boolean twice = coding.matches("chunked([ \t]*,[ \t]*chunked)+");
        return twice ? framing() : new Unacceptable(Unacceptable.Kind.CODING);
    }

    private static Unacceptable framing() {
        return new Unacceptable(Unacceptable.Kind.FRAMING);
    }

    private static boolean isNumber(String length) {
        return !length.isEmpty() && length.length() < 19 && length.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** RFC 9112, 3.2: a path; {@code *} to ask for options; or a whole address, whose host is the one that counts. */
    private static boolean target(HttpRequest head) {
        var target = head.uri();
        if (target.startsWith("/")) return isVisible(target);
        if (target.equals("*")) return head.method().name().equals("OPTIONS");
        if (head.method().name().equals("CONNECT")) return Authority.isPossible(target);
        return isVisible(target) && absolute(head, target);
    }

    private static boolean absolute(HttpRequest head, String target) {
        int begin = target.regionMatches(true, 0, "http://", 0, 7) ? 7 : 8;
        if (begin == 8 && !target.regionMatches(true, 0, "https://", 0, 8)) return false;
        int end = begin;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) end++;
        var authority = target.substring(begin, end);
        if (!Authority.isPossible(authority)) return false;
        var rest = target.substring(end);
        head.setUri(rest.startsWith("/") ? rest : "/" + rest);
        head.headers().set(HttpHeaderNames.HOST, authority);
        return true;
    }

    /** Bytes above ASCII are let through: some programs send addresses unescaped. */
    private static boolean isVisible(String target) {
        for (int i = 0; i < target.length(); i++) if (target.charAt(i) <= ' ' || target.charAt(i) == 127) return false;
        return true;
    }
}
