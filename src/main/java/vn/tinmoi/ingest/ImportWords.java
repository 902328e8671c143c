package vn.tinmoi.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** What an import says to the person who started it. Any thread. */
final class ImportWords {
    private static final int MOST = 200; // lines of a kind; a person reads no more
    private static final int QUOTED = 60; // characters of what cannot be read

    private final Messages messages;
    private final Language language;

    ImportWords(Messages messages, Language language) {
        this.messages = messages;
        this.language = language;
    }

    String reason(Problem why) {
        return say("problem." + why.code(), why.arguments().toArray());
    }

    String failed() {
        return say("ingest.failed");
    }

    String nothingCameIn() {
        return say("ingest.nothing-came-in");
    }

    String unreadableDate(String date, String title) {
        if (date.isBlank()) return say("ingest.no-date", title);
        var quoted = date.length() <= QUOTED ? date : date.substring(0, QUOTED) + "…";
        return say("ingest.unreadable-date", quoted.replaceAll("\\p{Cntrl}", " "), title);
    }

    String progress(int file, int files, int stories, long millis) {
        return say("ingest.progress", file, files, stories, stories * 1000L / Math.max(1, millis));
    }

    /** The report, a line each; what matters most last, where it is read first. */
    List<String> lines(ImportReport report) {
        var lines = new ArrayList<String>();
        some(lines, report.refused(), one -> say("ingest.refused", one.file(), one.position(), one.reason()));
        some(lines, report.drafts(), one -> say("ingest.refused", one.file(), one.position(), one.reason()));
        some(lines, report.leftAlone(), this::leftAlone);
        some(lines, report.pictures().failed(), one -> one);
        report.aside().forEach((kind, count) -> lines.add(say("ingest.aside." + kind, count)));
        if (!report.unknownCategories().isEmpty()) lines.add(categories(report));
        if (report.pictures().kept() > 0)
            lines.add(say("ingest.pictures.kept", report.pictures().kept()));
        if (report.pictures().left() > 0)
            lines.add(say("ingest.pictures.left", report.pictures().left()));
        if (report.redirects() > 0) lines.add(say("ingest.redirects", report.redirects()));
        if (report.withdrawn() > 0) lines.add(say("ingest.withdrawn", report.withdrawn()));
        report.failedFiles().forEach(failed -> lines.add(say("ingest.failed-file", failed.file(), failed.reason())));
        lines.add(summary(report));
        return List.copyOf(lines);
    }

    private String leftAlone(ImportReport.LeftAlone one) {
        var fields = one.fields().stream().map(this::field).collect(Collectors.joining(", "));
        return say("ingest.left-alone", one.file(), one.position(), one.title(), fields);
    }

    private String field(String name) {
        return say("ingest.field." + name);
    }

    private String categories(ImportReport report) {
        var names = report.unknownCategories().entrySet().stream()
                .limit(MOST)
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .collect(Collectors.joining("; "));
        var first = report.unknownCategories().keySet().iterator().next();
        return say("ingest.categories", names, first);
    }

    private <T> void some(List<String> lines, List<T> all, Function<T, String> line) {
        all.stream().limit(MOST).map(line).forEach(lines::add);
        if (all.size() > MOST) lines.add(say("ingest.more", all.size() - MOST));
    }

    private String summary(ImportReport report) {
        return say(
                "ingest.report",
                report.files(),
                report.created(),
                report.changed(),
                report.unchanged(),
                report.older(),
                report.leftAlone().size(),
                report.refused().size(),
                report.failedFiles().size(),
                report.perSecond());
    }

    private String say(String key, Object... arguments) {
        return messages.say(language, key, arguments);
    }
}
