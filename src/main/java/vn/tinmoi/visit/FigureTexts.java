package vn.tinmoi.visit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;

/**
 * The figures as JSON and as CSV (RFC 4180: a header row, lines end with CR LF; nothing in them needs quotes). {@code visits}
 * of a day are all of that day, {@code imported} those of them that a former counter brought; {@code readers} is an estimate.
 */
record FigureTexts(ZoneId zone) {
    private static final String LINE = "\r\n";

    /** {@code online} and {@code visits} are null where they are not known. */
    String jsonOfMinutes(List<VisitMinutes.Minute> minutes) {
        var list = new JsonArray();
        for (var minute : minutes) {
            list.add(new JsonObject()
                    .put("begin", local(minute.begin()))
                    .put("online", minute.online())
                    .put("visits", minute.visits()));
        }
        return new JsonObject().put("zone", zone.getId()).put("minutes", list).encode();
    }

    /** Nothing stands where something is not known. */
    String csvOfMinutes(List<VisitMinutes.Minute> minutes) {
        var text = new StringBuilder("begin,online,visits").append(LINE);
        for (var minute : minutes) {
            text.append(local(minute.begin())).append(',').append(orNothing(minute.online()));
            text.append(',').append(orNothing(minute.visits())).append(LINE);
        }
        return text.toString();
    }

    private static String orNothing(@Nullable Long figure) {
        return figure == null ? "" : figure.toString();
    }

    String json(List<VisitHistory.Hour> hours) {
        var list = new JsonArray();
        for (var hour : hours) {
            list.add(new JsonObject().put("begin", local(hour.begin())).put("visits", hour.visits()));
        }
        return new JsonObject().put("zone", zone.getId()).put("hours", list).encode();
    }

    String csv(List<VisitHistory.Hour> hours) {
        var text = new StringBuilder("begin,visits").append(LINE);
        for (var hour : hours) {
            text.append(local(hour.begin())).append(',').append(hour.visits()).append(LINE);
        }
        return text.toString();
    }

    String jsonOfDays(List<VisitHistory.Day> days) {
        var list = new JsonArray();
        for (var day : days) {
            list.add(new JsonObject()
                    .put("day", day.day().toString())
                    .put("visits", day.visits() + day.imported())
                    .put("imported", day.imported())
                    .put("readers", day.readers()));
        }
        return new JsonObject()
                .put("zone", zone.getId())
                .put("readersError", VisitHistory.READERS_ERROR)
                .put("days", list)
                .encode();
    }

    String csvOfDays(List<VisitHistory.Day> days) {
        var text = new StringBuilder("day,visits,imported,readers_estimate").append(LINE);
        for (var day : days) {
            text.append(day.day()).append(',').append(day.visits() + day.imported());
            text.append(',').append(day.imported()).append(',');
            text.append(orNothing(day.readers())).append(LINE);
        }
        return text.toString();
    }

    /** {@code all}: for any reason. */
    String jsonOfIgnored(List<VisitHistory.Ignored> days) {
        var list = new JsonArray();
        for (var day : days) {
            var reasons = new JsonObject();
            for (var reason : Metrics.IGNORED_REASONS) reasons.put(reason, day.of(reason));
            list.add(new JsonObject()
                    .put("day", day.day().toString())
                    .put("all", day.all())
                    .put("reasons", reasons));
        }
        return new JsonObject().put("zone", zone.getId()).put("days", list).encode();
    }

    String csvOfIgnored(List<VisitHistory.Ignored> days) {
        var text = new StringBuilder("day,all,")
                .append(String.join(",", Metrics.IGNORED_REASONS))
                .append(LINE);
        for (var day : days) {
            text.append(day.day()).append(',').append(day.all());
            for (var reason : Metrics.IGNORED_REASONS) text.append(',').append(day.of(reason));
            text.append(LINE);
        }
        return text.toString();
    }

    private String local(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }
}
