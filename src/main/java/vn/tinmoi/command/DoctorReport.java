package vn.tinmoi.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.tinmoi.command.Fault.Severity;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** What doctor tells: what is wrong first, then what could not be looked at, then what is well. */
record DoctorReport(List<Checkup.Line> lines) {
    private static final int ONLY_WARNINGS = 3;
    private static final Messages MESSAGES = new Messages();

    /** 0 nothing, 1 an error, 3 warnings alone. What was skipped changes nothing. */
    int exitCode() {
        if (found(Severity.ERROR).findAny().isPresent()) return 1;
        return found(Severity.WARNING).findAny().isPresent() ? ONLY_WARNINGS : 0;
    }

    private Stream<Outcome.Found> found(Severity severity) {
        return lines.stream()
                .map(Checkup.Line::outcome)
                .filter(Outcome.Found.class::isInstance)
                .map(Outcome.Found.class::cast)
                .filter(found -> found.fault().severity() == severity);
    }

    private Stream<Outcome.Found> found() {
        return Stream.concat(found(Severity.ERROR), found(Severity.WARNING));
    }

    private List<String> well() {
        return lines.stream()
                .filter(line -> line.outcome() instanceof Outcome.Well)
                .map(Checkup.Line::check)
                .toList();
    }

    String text(Language language) {
        var text = new StringBuilder();
        found().forEach(found -> paragraph(text, language, found));
        skipped(language)
                .forEach(one -> text.append(
                                say(language, "doctor.skipped", one.getString("name"), one.getString("reason")))
                        .append('\n'));
        if (!well().isEmpty())
            text.append(say(language, "doctor.well", String.join(", ", well()))).append('\n');
        text.append(say(
                language,
                "doctor.sum",
                found(Severity.ERROR).count(),
                found(Severity.WARNING).count(),
                skipped(language).count(),
                well().size()));
        return text.toString();
    }

    private static void paragraph(StringBuilder text, Language language, Outcome.Found found) {
        var fault = found.fault();
        text.append(say(language, "doctor." + fault.severity().wire(), fault.wire(), what(language, found)))
                .append('\n')
                .append(say(language, "doctor.why", why(language, fault)))
                .append('\n')
                .append(say(language, "doctor.do", toDo(language, fault)))
                .append("\n\n");
    }

    String json(Language language) {
        var findings = found().map(found -> new JsonObject()
                        .put("name", found.fault().wire())
                        .put("severity", found.fault().severity().wire())
                        .put("what", what(language, found))
                        .put("why", why(language, found.fault()))
                        .put("do", toDo(language, found.fault())))
                .collect(Collectors.toList());
        return new JsonObject()
                .put("findings", new JsonArray(findings))
                .put("skipped", new JsonArray(skipped(language).toList()))
                .put("well", new JsonArray(well()))
                .put("errors", found(Severity.ERROR).count())
                .put("warnings", found(Severity.WARNING).count())
                .encodePrettily();
    }

    private Stream<JsonObject> skipped(Language language) {
        return lines.stream()
                .filter(line -> line.outcome() instanceof Outcome.Skipped)
                .map(line -> {
                    var skipped = (Outcome.Skipped) line.outcome();
                    var reason = say(
                            language,
                            "doctor.skipped." + skipped.reason(),
                            skipped.arguments().toArray());
                    return new JsonObject().put("name", line.check()).put("reason", reason);
                });
    }

    private static String what(Language language, Outcome.Found found) {
        return say(
                language,
                "doctor." + found.fault().wire() + ".what",
                found.arguments().toArray());
    }

    private static String why(Language language, Fault fault) {
        return say(language, "doctor." + fault.wire() + ".why");
    }

    private static String toDo(Language language, Fault fault) {
        return say(language, "doctor." + fault.wire() + ".do");
    }

    private static String say(Language language, String key, Object... arguments) {
        return MESSAGES.say(language, key, arguments);
    }
}
