package vn.tinmoi.ingest;

import java.util.regex.Pattern;

/** Who wrote it and where it stood first: "Theo QUỐC TUẤN/BÁO THỦY LAM". */
final class Byline {
    private static final Pattern MAIL_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.+)\\)"); // RSS 2.0, author
    private static final Pattern MAIL = Pattern.compile("<?\\S+@\\S+>?");

    private Byline() {}

    /** Either may be empty. Addresses of electronic mail are left out. */
    static String of(String author, String source) {
        var name = MAIL.matcher(MAIL_AND_NAME.matcher(author.strip()).replaceFirst("$1"))
                .replaceAll("")
                .strip();
        if (source.isBlank()) return name;
        if (name.isEmpty() || name.equalsIgnoreCase(source.strip())) return "Theo " + source.strip();
        return "Theo " + name + "/" + source.strip();
    }
}
