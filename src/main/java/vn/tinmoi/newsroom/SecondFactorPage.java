package vn.tinmoi.newsroom;

import java.util.List;

/**
 * Setting a second factor up, or what there is of it.
 *
 * @param on whether there is one
 * @param demanded whether the person's role asks for one
 * @param secret for the phone, where there is none yet; empty else
 * @param picture the QR code of it, the source of an {@code img}
 * @param codes recovery codes that were just made, shown this once; empty else
 */
public record SecondFactorPage(
        Frame frame, boolean on, boolean demanded, String secret, String picture, List<String> codes) {

    /** In groups of four, as a person types it. */
    public String spelled() {
        return secret.replaceAll("(.{4})(?=.)", "$1 ");
    }
}
