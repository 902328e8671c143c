package vn.tinmoi.ingest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who wrote it and where it stood first: "Theo QUỐC TUẤN/BÁO THỦY LAM". */
final class Byline {
    private static final Pattern MAIL_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.+)\\)"); // RSS 2.0, author
    private static final Pattern MAIL = Pattern.compile("<?\\S+@\\S+>?");
    private static final Pattern WHOLE = Pattern.compile("(?iu)theo\\s.*"); // says already where it is from

    private Byline() {}

    /** Any may be empty. Addresses of electronic mail are left out. */
    static String of(List<String> authors, String source) {
        var name = authors.stream()
                .map(Byline::name)
                .filter(one -> !one.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        if (source.isBlank() || WHOLE.matcher(name).matches()) return name;
        if (name.isEmpty() || name.equalsIgnoreCase(source.strip())) return "Theo " + source.strip();
        return "Theo " + name + "/" + source.strip();
    }

    private static String name(String author) {
        var named = MAIL_AND_NAME.matcher(author.strip()).replaceFirst("$1");
        return MAIL.matcher(named).replaceAll("").strip();
    }
}
