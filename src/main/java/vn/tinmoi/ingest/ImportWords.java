package vn.tinmoi.ingest;

import java.util.ArrayList;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** What an import says to the person who started it. Any thread. */
final class ImportWords {
    private static final int MOST_REFUSALS = 200; // lines; a person reads no more

    private final Messages messages;
    private final Language language;

    ImportWords(Messages messages, Language language) {
        this.messages = messages;
        this.language = language;
    }

    String reason(Problem why) {
        return messages.say(language, "problem." + why.code(), why.arguments().toArray());
    }

    String failed() {
        return messages.say(language, "ingest.failed");
    }

    String progress(int file, int files, int stories, long millis) {
        return messages.say(language, "ingest.progress", file, files, stories, perSecond(stories, millis));
    }

    /** The report with its lines. */
    ImportReport written(ImportReport report, long millis) {
        var lines = new ArrayList<String>();
        report.failedFiles().forEach(failed -> lines.add(failed.file() + ": " + failed.reason()));
        report.refused().stream()
                .limit(MOST_REFUSALS)
                .forEach(refused -> lines.add(messages.say(
                        language, "ingest.refused", refused.file(), refused.position(), refused.reason())));
        int more = report.refused().size() - MOST_REFUSALS;
        if (more > 0) lines.add(messages.say(language, "ingest.refused.more", more));
        int stories = report.created() + report.changed() + report.unchanged();
        lines.add(messages.say(
                language,
                "ingest.report",
                report.files(),
                report.created(),
                report.changed(),
                report.unchanged(),
                report.superseded(),
                report.refused().size(),
                report.failedFiles().size(),
                perSecond(stories, millis)));
        return new ImportReport(
                report.files(),
                report.created(),
                report.changed(),
                report.unchanged(),
                report.superseded(),
                report.refused(),
                report.failedFiles(),
                lines);
    }

    private static long perSecond(int stories, long millis) {
        return stories * 1000L / Math.max(1, millis);
    }
}
