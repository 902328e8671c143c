package vn.tinmoi.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Scripts and stylesheets without what only their authors read: comments that fill whole lines, indentation, empty lines.
 * All else stays as it is, each line on its own, so nothing needs to be understood; a file with a text over several lines
 * is left alone. Comments that begin with {@code /*!} are licences and stay. Any thread.
 */
final class Lean {
    /** From the beginning of a line to the end of one, with only spaces before; never a licence, never past its own end. */
    private static final Pattern BLOCK = Pattern.compile("(?m)^[ \\t]*/\\*(?!!)(?:[^*]|\\*(?!/))*+\\*/[ \\t]*$");

    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*//.*$");
    private static final Pattern SPACE = Pattern.compile("(?m)^\\s+|[ \\t]+$");
    private static final Pattern TEXT_GOES_ON = Pattern.compile("(?m)^[^`\\n]*(?:`[^`\\n]*`[^`\\n]*)*+`|\\\\$");

    private Lean() {}

    /** A module or a script. */
    static byte[] script(byte[] source) {
        return without(source, BLOCK, LINE);
    }

    /** A stylesheet, where two slashes are no comment. */
    static byte[] style(byte[] source) {
        return without(source, BLOCK);
    }

    private static byte[] without(byte[] source, Pattern... comments) {
        var text = new String(source, StandardCharsets.UTF_8);
        if (TEXT_GOES_ON.matcher(text).find()) return source;
        for (var comment : comments) text = comment.matcher(text).replaceAll("");
        return SPACE.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }
}
