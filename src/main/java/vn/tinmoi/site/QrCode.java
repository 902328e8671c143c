package vn.tinmoi.site;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * The QR code of an address, level M, with the quiet zone of 4 modules that ISO/IEC 18004 asks for. An address is written
 * in upper case where scheme, host and path allow it: the code's alphanumeric mode takes 5.5 bits a character instead of
 * 8, so {@code HTTPS://TIN.EXAMPLE.VN/A/12} needs fewer modules, which a phone reads from farther away. Any thread.
 */
final class QrCode {
    private static final int QUIET = 4;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /** {@code permalink}: an absolute address whose path is the same in any case. */
    static QrCode of(String permalink) {
        var plain = encode(permalink);
        var shouted = encode(upperCase(permalink));
        return shouted.modules.getWidth() < plain.modules.getWidth() ? shouted : plain;
    }

    /** An address with a user, a query or a fragment stays as it is: their case means something. */
    private static String upperCase(String permalink) {
        var uri = URI.create(permalink);
        boolean anyCase = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        return anyCase ? permalink.toUpperCase(Locale.ROOT) : permalink;
    }

    private static QrCode encode(String text) {
        try {
            var hints = Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
            return new QrCode(
                    Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("an address too long for a QR code: " + text, e);
        }
    }

    /** Modules along one side, the quiet zone included. */
    int width() {
        return modules.getWidth() + 2 * QUIET;
    }

    /** Whether the module is dark; places in the quiet zone and beyond it are light. */
    boolean dark(int x, int y) {
        int column = x - QUIET;
        int row = y - QUIET;
        int side = modules.getWidth();
        return column >= 0 && column < side && row >= 0 && row < side && modules.get(column, row) == 1;
    }
}
