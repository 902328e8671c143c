package vn.tinmoi.site;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A QR code as SVG: one path of whole modules on a light ground, dark on light in every theme, or it is not readable. */
public final class QrSvg {
    private QrSvg() {}

    /** The code of a text as the source of an {@code img}, for a page that is nobody else's. */
    public static String source(String text) {
        var svg = of(QrCode.of(text), "QR");
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code title}: what a screen reader says of it. */
    static String of(QrCode code, String title) {
        int width = code.width();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="t" \
                shape-rendering="crispEdges"><title id="t">%s</title>\
                <path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>
                """.formatted(width, width, escaped(title), width, width, path(code));
    }

    /** One sub-path for each run of dark modules in a row. */
    private static String path(QrCode code) {
        var path = new StringBuilder();
        for (int y = 0; y < code.width(); y++) {
            for (int x = 0; x < code.width(); x++) {
                int start = x;
                while (code.dark(x, y)) x++;
                if (x > start) run(path, start, y, x - start);
            }
        }
        return path.toString();
    }

    private static void run(StringBuilder path, int x, int y, int length) {
        path.append('M').append(x).append(' ').append(y);
        path.append('h').append(length).append("v1h-").append(length).append('z');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
